"""Bills in time, and schedules."""
import datetime
import os
import tempfile
import unittest
from decimal import Decimal

import libcost
from support import fargate, shop

UTC = datetime.timezone.utc


def office():
    """Weekdays from 8 to 18 in UTC: 20 of the days of November 2025, 200 hours."""
    tree = shop(app=fargate(tasks=1, schedule="office"))
    tree["schedules"] = {"office": {"start": "cron(0 8 ? * MON-FRI *)", "stop": "cron(0 18 ? * MON-FRI *)"}}
    return libcost.Workload.from_dict(tree)


class Timelines(unittest.TestCase):
    def test_by_hand(self):
        bill = libcost.Workload.from_dict(shop(app=fargate(tasks=1))).estimate(hourly=True)
        hours = bill.timeline()
        self.assertEqual((len(hours), hours.columns[0].kind, hours.columns[0].unit), (720, "cost", "USD"))
        self.assertEqual((hours.times[0], hours.times[719]), ("2025-11-01T00:00:00Z", "2025-11-30T23:00:00Z"))
        self.assertEqual(set(hours.values(0)), {Decimal("0.09874")})  # 2 x 0.04048 + 4 x 0.004445
        self.assertEqual(sum(hours.values(0)), bill.total)
        self.assertEqual(len(bill.timeline("minute")), 720 * 60)
        self.assertEqual(hours.to_csv().count("\n"), 721)
        with tempfile.TemporaryDirectory() as folder:
            hours.save(os.path.join(folder, "hours.csv"))
            with open(os.path.join(folder, "hours.csv"), newline="", encoding="utf-8") as file:
                self.assertEqual(file.read(), hours.to_csv())

    def test_outlives_its_bill(self):
        hours = office().estimate(hourly=True).timeline()
        self.assertGreater(sum(hours.values(0)), 0)

    def test_refusals(self):
        bill = libcost.Workload.from_dict(shop(app=fargate())).estimate()
        with self.assertRaisesRegex(ValueError, r"estimate\(hourly=True\)"):
            bill.timeline()
        with self.assertRaisesRegex(ValueError, "no resolution \"daily\"; hourly and minute"):
            bill.timeline("daily")
        with self.assertRaises(IndexError):
            office().estimate(hourly=True).timeline().values(-1)


class Schedules(unittest.TestCase):
    def test_by_hand(self):
        schedule, = office().schedules
        self.assertEqual((schedule.name, schedule.start, schedule.timezone), ("office", "cron(0 8 ? * MON-FRI *)", "UTC"))
        self.assertEqual(schedule.on(), libcost.On(200 * 3600, 200, 720 * 3600, 20))
        saturday = datetime.datetime(2025, 11, 1, tzinfo=UTC)
        self.assertEqual(schedule.next_start(saturday), datetime.datetime(2025, 11, 3, 8, tzinfo=UTC))
        self.assertEqual(schedule.next_stop(saturday), datetime.datetime(2025, 11, 3, 18, tzinfo=UTC))
        with self.assertRaisesRegex(ValueError, "no time zone"):
            schedule.next_start(datetime.datetime(2025, 11, 1))
        with self.assertRaises(libcost.CostRangeError):
            schedule.on(1)

    def test_never_again(self):
        tree = shop(app=fargate(schedule="once"))
        tree["schedules"] = {"once": {"start": "at(2025-11-03T08:00:00)", "stop": "at(2025-11-03T18:00:00)"}}
        schedule, = libcost.Workload.from_dict(tree).schedules
        self.assertIsNone(schedule.next_start(datetime.datetime(2025, 12, 1, tzinfo=UTC)))


if __name__ == "__main__":
    unittest.main()
