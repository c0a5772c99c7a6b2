#!/usr/bin/env python3
"""The model of months.h in Python: a plain loop, and NumPy over many trials at once.

    months.py python MONTHS [interpolated|hourly|flat]    without chance
    months.py numpy TRIALS MINUTES                        with chance, the first minutes of a month
    months.py numpy-flat 1 MINUTES                        without

Prints what months.c prints: task-seconds on demand and on Spot, requests served and lost, scalings."""
import math
import sys

MINUTES = 43200
LEAST, MOST, HIGH, LOW, DELAY = 2, 10, 3, 15, 2
VCPU, MEMORY, BASE, EACH = 2.0, 4 * 2.0**30, 250 * 2.0**20, 2 * 2.0**20
CPU_S, RESPONSE_S, REQUESTS = 0.04, 0.12, 2000.0
TARGETS = (0.70, 0.80, 1.0)
SD, PHI = 0.15, math.exp(-1 / 20)
DAY = (10, 10, 10, 10, 10, 10, 10, 20, 50, 120, 200, 220, 180, 200, 260, 280, 260, 220, 160, 100, 70, 40, 40, 40, 10)


def make_levels(kind="interpolated"):
    levels = []
    for m in range(MINUTES):
        hour, part = m // 60 % 24, 0 if kind == "hourly" else m % 60
        level = (DAY[hour] * (60 - part) + DAY[hour + 1] * part) * 62 // 60 // (2 if m // 1440 % 7 > 4 else 1)
        levels.append(3000 if kind == "flat" else level)
    return levels


class Service:
    """A service in the middle of its month."""

    def __init__(self):
        self.alive = [1, 1]
        self.young = [[0, 0] for _ in range(4)]
        self.desired = self.running = self.healthy = LEAST
        self.high, self.low = [0, 0, 0], [0, 0, 0]
        self.out_until = self.out_to = self.in_until = 0
        self.way = []
        self.billed = [MINUTES * 60, MINUTES * 60]
        self.served = self.lost = self.events = 0

    def start(self, minute):
        for i in range(2):
            self.running += self.young[(minute + 2) % 4][i]
            self.healthy += self.young[(minute + 1) % 4][i]
            self.young[(minute + 1) % 4][i] = 0

    def set_tasks(self, to, minute, now):
        end = MINUTES * 60
        stopped = min(now + 330, end)
        for i, share in enumerate(((to + 1) // 2, to // 2)):
            more = share - self.alive[i]
            self.alive[i] = share
            if more > 0:
                self.billed[i] += more * (end - now)
                self.young[minute % 4][i] = more
            elif more < 0:
                of_young = min(-more, self.young[(minute + 2) % 4][i])
                self.billed[i] += more * (end - stopped)
                self.young[(minute + 2) % 4][i] -= of_young
                self.running += more
                self.healthy += more + of_young
        self.desired = to
        self.events += 1

    def decide(self, minute):
        load, running, healthy = self.way[minute - DELAY]
        now = (minute + 1) * 60 + 30
        metrics = (min(load * CPU_S, healthy * VCPU * 60) / (running * VCPU * 60),
                   min(1.0, (running * BASE + load / 60 * RESPONSE_S * EACH) / (running * MEMORY)),
                   load / healthy / REQUESTS)
        out = low_want = 0
        all_low = True
        for i, metric in enumerate(metrics):
            target = TARGETS[i]
            self.high[i] = self.high[i] + 1 if metric > target else 0
            self.low[i] = self.low[i] + 1 if metric < 0.9 * target else 0
            want = math.ceil((healthy if i == 2 else running) * metric / target - 1e-9)
            if self.high[i] >= HIGH and (now >= self.out_until or want > self.out_to):
                out = max(out, want)
            all_low = all_low and self.low[i] >= LOW
            low_want = max(low_want, want)
        out, low_want = min(out, MOST), max(low_want, LEAST)
        if out > self.desired:
            self.set_tasks(out, minute, now)
            self.out_until, self.out_to, self.in_until = now + 60, out, now
        elif (all_low and not sum(self.young[(minute + 3) % 4]) and now >= self.in_until
              and low_want < self.desired):
            self.set_tasks(low_want, minute, now)
            self.in_until = now + 300

    def month(self, levels):
        for minute, load in enumerate(levels):
            self.start(minute)
            served = min(load, math.floor(self.healthy * VCPU * 60 / CPU_S + 1e-9))
            self.served += served
            self.lost += load - served
            self.way.append((load, self.running, self.healthy))
            if minute >= DELAY:
                self.decide(minute)
        return self.billed + [self.served, self.lost, self.events]


def run_python(months, kind):
    levels = make_levels(kind)
    sums = [0] * 5
    for _ in range(months):
        sums = [a + b for a, b in zip(sums, Service().month(levels))]
    return sums


def run_numpy(trials, minutes, chance):
    import numpy as np
    levels = make_levels()[:minutes]
    random = np.random.default_rng(7)
    end = minutes * 60
    integers = lambda value: np.full(trials, value, np.int64)
    alive, young = [integers(1), integers(1)], [[integers(0), integers(0)] for _ in range(4)]
    desired, running, healthy = integers(LEAST), integers(LEAST), integers(LEAST)
    high, low = [integers(0) for _ in range(3)], [integers(0) for _ in range(3)]
    out_until, out_to, in_until = integers(0), integers(0), integers(0)
    billed, served, lost, events = [integers(end), integers(end)], integers(0), integers(0), integers(0)
    x = SD * random.standard_normal(trials) if chance else np.zeros(trials)
    step = SD * math.sqrt(1 - PHI * PHI)
    way = []
    for minute in range(minutes):
        for i in range(2):
            running += young[(minute + 2) % 4][i]
            healthy += young[(minute + 1) % 4][i]
            young[(minute + 1) % 4][i][:] = 0
        load = np.full(trials, float(levels[minute]))
        if chance:
            x = PHI * x + step * random.standard_normal(trials)
            load = np.floor(load * np.exp(x - SD * SD / 2) + 0.5)
        part = np.minimum(load, np.floor(healthy * VCPU * 60 / CPU_S + 1e-9))
        served += part.astype(np.int64)
        lost += (load - part).astype(np.int64)
        way.append((load, running.copy(), healthy.copy()))
        if minute < DELAY:
            continue
        seen, ran, were = way[minute - DELAY]
        way[minute - DELAY] = None
        now = (minute + 1) * 60 + 30
        metrics = (np.minimum(seen * CPU_S, were * VCPU * 60) / (ran * VCPU * 60),
                   np.minimum(1, (ran * BASE + seen / 60 * RESPONSE_S * EACH) / (ran * MEMORY)),
                   seen / were / REQUESTS)
        out, low_want, all_low = np.zeros(trials), np.zeros(trials), np.ones(trials, bool)
        for i, metric in enumerate(metrics):
            high[i] = np.where(metric > TARGETS[i], high[i] + 1, 0)
            low[i] = np.where(metric < 0.9 * TARGETS[i], low[i] + 1, 0)
            want = np.ceil((were if i == 2 else ran) * metric / TARGETS[i] - 1e-9)
            votes = (high[i] >= HIGH) & ((now >= out_until) | (want > out_to))
            out = np.maximum(out, np.where(votes, want, 0))
            all_low &= low[i] >= LOW
            low_want = np.maximum(low_want, want)
        out, low_want = np.minimum(out, MOST), np.maximum(low_want, LEAST)
        rises = out > desired
        starting = young[(minute + 3) % 4][0] + young[(minute + 3) % 4][1]
        falls = ~rises & all_low & (starting == 0) & (now >= in_until) & (low_want < desired)
        moves = rises | falls
        if not moves.any():
            continue
        to = np.where(rises, out, np.where(falls, low_want, desired)).astype(np.int64)
        stopped = min(now + 330, end)
        for i, share in enumerate(((to + 1) // 2, to // 2)):
            more = np.where(moves, share - alive[i], 0)
            added, taken = np.maximum(more, 0), np.maximum(-more, 0)
            of_young = np.minimum(taken, young[(minute + 2) % 4][i])
            alive[i] = np.where(moves, share, alive[i])
            billed[i] += added * (end - now) - taken * (end - stopped)
            young[minute % 4][i] += added
            young[(minute + 2) % 4][i] -= of_young
            running -= taken
            healthy -= taken - of_young
        events += moves
        out_until, out_to = np.where(rises, now + 60, out_until), np.where(rises, to, out_to)
        in_until = np.where(rises, now, np.where(falls, now + 300, in_until))
        desired = to
    return [int(a.sum()) for a in (*billed, served, lost, events)]


def main():
    kind, count = sys.argv[1], int(sys.argv[2])
    if kind == "python":
        sums = run_python(count, sys.argv[3] if len(sys.argv) > 3 else "interpolated")
    else:
        sums = run_numpy(count, int(sys.argv[3]), kind == "numpy")
    print(*sums)


if __name__ == "__main__":
    main()
