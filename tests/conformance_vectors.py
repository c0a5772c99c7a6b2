import collections
def check(c,v): return collections.Counter(), []
