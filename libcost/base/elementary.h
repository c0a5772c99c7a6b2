/* exp, log and the normal quantile with the same bits everywhere: a libm's last bit differs from host to host.
 *
 * Only + - * / and sqrt of IEEE doubles, which round in one way; the build says -ffp-contract=off, so that no compiler
 * joins two of them.  Errors are below 2 units in the last place for exp and log, and 1e-15 of the value for quantiles.
 */
#ifndef COST_ELEMENTARY_H
#define COST_ELEMENTARY_H

/* e^x; 0 below -745.2, the largest double above 709.7. */
double cost_exp(double x);
/* The natural logarithm of a finite x > 0; of what is not above 0, the negative largest double. */
double cost_log(double x);
/* The z below which a standard normal falls with probability p, 0 < p < 1: Wichura's algorithm AS 241 (1988). */
double cost_normal_quantile(double p);
/* The largest whole number that is not above x, |x| < 2^62. */
double cost_floor(double x);
/* x >= 0: the square root as IEEE 754 rounds it. */
double cost_sqrt(double x);

#endif
