"""Times how polars and pyarrow, or the one named, read the CSV file given: processor time of all threads, one run."""

import json
import resource
import sys

import polars
import pyarrow
import pyarrow.csv


def processor_time():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return 1000 * (usage.ru_utime + usage.ru_stime)


def timed(name, version, read):
    start = processor_time()
    rows = read(sys.argv[1])
    ms = processor_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"name": name, "version": version, "rows": rows, "ms": ms, "peakMiB": peak}


readers = {
    "polars": (polars.__version__, lambda path: polars.read_csv(path).height),
    "pyarrow": (pyarrow.__version__, lambda path: pyarrow.csv.read_csv(path).num_rows),
}
names = sys.argv[2:] or readers
print(json.dumps({"peers": [timed(name, *readers[name]) for name in names]}))
