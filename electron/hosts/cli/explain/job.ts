/** A job file with every key; those that exclude each other are commented out. */
export const jobExample = `# A job: "lf job create -f FILE" creates it, "lf job edit NAME -f FILE" replaces it.
name: Nightly backup               # required, unless the command line gives a name

# What to run: exactly one of script, command, http, flow, pipeline and builtin.
script: |                          # runs in a shell, or with its #! line
  set -e
  rsync -a "$HOME/Pictures" /mnt/backup
interpreter: [bash]                # program that runs the script
args: [--verbose]                  # arguments of the script
# command: [rsync, -a, /home/me/Pictures, /mnt/backup]   # a program and its arguments, without a shell
# http:                            # an HTTP request
#   url: https://example.org/hook
#   method: POST                   # default: GET
#   headers: { Authorization: "Bearer $secrets.HOOK_TOKEN" }
#   body: '{"done": true}'
#   expect: ["2xx", "304"]         # statuses that count as success
#   redirects: 5                   # follow at most this many
#   verify-tls: true
# flow: Monthly report             # a flow, newest version; { name: Monthly report, version: 3 } fixes one
# pipeline: Thumbnails             # a pipeline, newest version; { name: Thumbnails, version: 3 } fixes one
# builtin: { name: noop, input: null }   # a function of LocalFlow: noop, sleep, fail, …

# Its surroundings
cwd: ~/Pictures                    # working folder; default: your home folder
env: { LEVEL: "3", TOKEN: $secrets.BACKUP_TOKEN }        # environment variables; $secrets.NAME is a secret
env-file: ~/.backup.env            # NAME=value lines, read at each start
stdin: "some text"                 # standard input: text (this key),
# stdin-file: ~/input.txt          # … a file,
# stdin-params: true               # … or the parameters of the run as JSON

# When it fails
timeout: 3600                      # seconds for one attempt; default: no timeout
retry:                             # default: one attempt
  attempts: 5                      # including the first one
  delay: 10                        # seconds before the second attempt
  backoff: exponential             # each delay is twice the one before; or fixed
  max-delay: 600                   # seconds
  jitter: true                     # vary the delays at random
  exit-codes: [10, 124]            # retry only after these; default: after any failure
stop: { signal: SIGINT, grace: 30 }                      # signal that stops a run, and seconds until SIGKILL
limits:                            # action: stop (default) or warn
  memory: { max: 2048 }            # MB
  cpu: { max: 600, action: warn }  # seconds of CPU time
  output: { max: 100 }             # MB

# When it may start
queue: disk                        # default: the queue "default"
priority: 10                       # -100 to 100; higher starts first
overlap: skip                      # if a run is active: allow (default), skip, queue, latest or replace
params:                            # parameters of a run: lf run JOB --width 800
  width: { type: integer, default: 800, min: 1, max: 10000, title: Width, unit: px }
  region: { type: enum, options: [eu, us], required: true }
conditions:                        # automatic runs wait until all of these hold, up to "wait"
  ac-power: true                   # on AC power
  idle: 600                        # the computer was not used for this many seconds
  network: any                     # any network, or the name of one
  host: nas.local:445              # this host answers
  volume: /mnt/backup              # this volume is mounted
  wait: 14400                      # seconds to wait; then the run is skipped
  only-if: test -e /mnt/backup/ok  # then this command runs, for 30 seconds at most; the run is skipped if it fails
  once-per-day: true               # and the run is skipped if one succeeded today
result: json                       # standard output becomes the result of the run: none (default), text or json

# What follows it: a job, a command, a script or a request, which learn the outcome from LOCALFLOW_OUTCOME, LOCALFLOW_ERROR, …
hooks:                             # on: start, success, failure, retry, stop, timeout, recovered
  - { on: failure, job: notify-oncall }
  - { on: [success, recovered], command: ./mark-done.sh, args: [backup] }
  - { on: timeout, name: chat, url: "https://chat.example.org/hook", body: '{"text": "\${LOCALFLOW_ERROR}"}' }

# In the window
enabled: true                      # false: nothing starts it
pause-after: 5                     # after so many failed runs in a row, LocalFlow pauses its schedules and triggers
muted: false                       # true: no notification when it fails
pinned: true                       # always in the tray's menu
tags: [backup, nas]
folder: ops/backup                 # at most five folders within each other
owner: Data team                   # who is responsible
notes: |                           # Markdown
  How to restore: [wiki](https://wiki.local/restore)
`
