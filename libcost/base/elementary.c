#include "libcost/base/elementary.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { MANTISSA_BITS = 52, EXPONENT_BIAS = 1023, EXPONENT_MIN = -1022, EXP_TERMS = 13, LOG_TERMS = 10 };
#define EXP_MAX 709.78
#define EXP_MIN (-745.2)

/* ln 2 in two parts: the first has 32 zeros at its end, so that its multiples by exponents are exact. */
static const double ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;
static const double inverse_ln2 = 1.44269504088896338700;

static double from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static uint64_t to_bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* 2^k, EXPONENT_MIN <= k <= EXPONENT_BIAS. */
static double power_of_two(int64_t k)
{
    return from_bits((uint64_t)(k + EXPONENT_BIAS) << MANTISSA_BITS);
}

double cost_floor(double x)
{
    const double whole = (double)(int64_t)x;
    return whole > x ? whole - 1 : whole;
}

double cost_sqrt(double x)
{
    return sqrt(x); /* one instruction: IEEE 754 wants it to be correctly rounded */
}

/* e^x = 2^k e^r, |r| <= ln 2 / 2; the term left out of the series is below 2^-57. */
double cost_exp(double x)
{
    if (!(x > EXP_MIN))
        return 0;
    if (x > EXP_MAX)
        return DBL_MAX;
    const double k = cost_floor(x * inverse_ln2 + 0.5);
    const double r = (x - k * ln2_high) - k * ln2_low;
    double sum = 1;
    for (int i = EXP_TERMS; i >= 2; i--)
        sum = 1 + sum * r / i;
    const double less_one = sum * r; /* e^r - 1: added last, so that its rounding counts least */
    int64_t power = (int64_t)k;
    double scale = 1;
    if (power < EXPONENT_MIN) { /* in two steps, the last of which may leave the normal numbers */
        scale = power_of_two(EXPONENT_MIN);
        power -= EXPONENT_MIN;
    } else if (power > EXPONENT_BIAS) {
        scale = 2;
        power--;
    }
    return (1 + less_one) * power_of_two(power) * scale;
}

/* x = 2^k (1 + f), sqrt(1/2) <= 1 + f < sqrt(2); log(1 + f) = 2 artanh(s), s = f / (2 + f), |s| <= 0.1716. */
double cost_log(double x)
{
    int64_t k = 0;
    if (!(x > 0))
        return -DBL_MAX;
    if (x < DBL_MIN) {
        x *= power_of_two(54);
        k = -54;
    }
    const uint64_t bits = to_bits(x);
    const uint64_t fraction = bits & (((uint64_t)1 << MANTISSA_BITS) - 1);
    const bool large = fraction > UINT64_C(0x6a09e667f3bcd); /* above sqrt(2): halve it */
    k += (int64_t)(bits >> MANTISSA_BITS) - EXPONENT_BIAS + large;
    const double f = from_bits(fraction | (uint64_t)(EXPONENT_BIAS - large) << MANTISSA_BITS) - 1;
    const double s = f / (2 + f), z = s * s;
    double sum = 0;
    for (int i = LOG_TERMS; i >= 1; i--)
        sum = (sum + 2.0 / (2 * i + 1)) * z;
    /* 2s = f - s f; as in fdlibm's e_log.c, f is added last. */
    return (double)k * ln2_high + (f - (s * (f - sum) - (double)k * ln2_low));
}

/* ---- the normal quantile: Wichura's PPND16 ---- */

enum { COEFFICIENTS = 8 };
static const double central_top[COEFFICIENTS] = {
    3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
    4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3};
static const double central_bottom[COEFFICIENTS] = {1.0,
                                                    4.2313330701600911252e+1,
                                                    6.8718700749205790830e+2,
                                                    5.3941960214247511077e+3,
                                                    2.1213794301586595867e+4,
                                                    3.9307895800092710610e+4,
                                                    2.8729085735721942674e+4,
                                                    5.2264952788528545610e+3};
static const double tail_top[COEFFICIENTS] = {
    1.42343711074968357734e0, 4.63033784615654529590e0,  5.76949722146069140550e0,  3.64784832476320460504e0,
    1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
static const double tail_bottom[COEFFICIENTS] = {1.0,
                                                 2.05319162663775882187e0,
                                                 1.67638483018380384940e0,
                                                 6.89767334985100004550e-1,
                                                 1.48103976427480074590e-1,
                                                 1.51986665636164571966e-2,
                                                 5.47593808499534494600e-4,
                                                 1.05075007164441684324e-9};
static const double far_top[COEFFICIENTS] = {
    6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,  2.96560571828504891230e-1,
    2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
static const double far_bottom[COEFFICIENTS] = {1.0,
                                                5.99832206555887937690e-1,
                                                1.36929880922735805310e-1,
                                                1.48753612908506148525e-2,
                                                7.86869131145613259100e-4,
                                                1.84631831751005468180e-5,
                                                1.42151175831644588870e-7,
                                                2.04426310338993978564e-15};

static double fraction(const double top[COEFFICIENTS], const double bottom[COEFFICIENTS], double x)
{
    double above = top[COEFFICIENTS - 1], below = bottom[COEFFICIENTS - 1];
    for (int i = COEFFICIENTS - 2; i >= 0; i--) {
        above = above * x + top[i];
        below = below * x + bottom[i];
    }
    return above / below;
}

double cost_normal_quantile(double p)
{
    const double q = p - 0.5;
    if (q >= -0.425 && q <= 0.425)
        return q * fraction(central_top, central_bottom, 0.180625 - q * q);
    const double r = cost_sqrt(-cost_log(q < 0 ? p : 1 - p));
    const double z = r <= 5 ? fraction(tail_top, tail_bottom, r - 1.6) : fraction(far_top, far_bottom, r - 5);
    return q < 0 ? -z : z;
}
