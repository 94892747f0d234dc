/** A pipeline with every key. */
export const pipelineExample = `# A pipeline: "lf pipeline run FILE" runs it, "lf pipeline validate FILE" checks it.
name = "Report"                    # default: the name of the file
description = "Counts words"
tags = ["text"]                    # where it belongs, as in a job file: kept beside the pipeline, and no part of a version
folder = "demos"
owner = "Data team"
notes = "Ask before you change it"
parallel = 4                       # concurrency limit of the whole run; default: that of LocalFlow

[params.lines]                     # parameters of a run: lf pipeline run FILE --lines 500
type = "integer"                   # the keys are those of a job's parameters
default = 1000

[[hooks]]                          # what follows start, success, failure, stop, timeout, recovered; as in a job file
on = "failure"
job = "notify-oncall"

[[step]]
name = "split"
start = true                       # starts with the run: once, or once per file given with --input
script = 'split -l "$LOCALFLOW_PARAM_LINES" big.txt "$OUTPUT_DIR/part-"'      # every file in $OUTPUT_DIR is passed on

[[step]]
name = "count"
inputs = ["split", "extra.txt"]    # steps, whose files it takes one by one, and names of files
script = 'wc -w < "$INPUT_FILE" > "$OUTPUT_DIR/count.txt"'
interpreter = "sh -e"              # or a list; default: the script's #! line, else /bin/sh
env = { LANG = "C", TOKEN = "$secrets.TOKEN" }
timeout = "5m"                     # or seconds; for one attempt
retry = 2                          # attempts after the first
cache = true                       # false: never reuse a result
duplicates = "reuse"               # inputs with equal content: run once for all; "run": once for each
parallel = 2                       # concurrency limit of this step

# Instead of [[step]], [[task]] lists steps in order: each takes the files of the one before.
# [[task]]
# name = "sort"
# script = 'sort < "$INPUT_FILE" > "$OUTPUT_DIR/sorted.txt"'
`
