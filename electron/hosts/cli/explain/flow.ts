/** A flow with every key. */
export const flowExample = `# A flow: "lf flow import FILE" publishes it, "lf flow validate FILE" checks it, "lf run NAME" runs it.
name: Monthly report               # default: the name of the file
description: Collects the figures and sends them
tags: [monthly]                    # where it belongs, as in a job file: kept beside the flow, and no part of a version
folder: finance/reports
owner: Data team
notes: Ask before you change it
start: collect                     # the first node
timeout_ms: 7200000                # for the whole run; default: no timeout
max_steps: 10000                   # nodes that one run may enter
cleanup: give_up                   # node that runs last if the run fails, is cancelled or times out
# dialect: pocketflow              # follow the rules of PocketFlow files
params:                            # parameters of a run: lf run NAME --month 5; read as $params.month
  month: { type: integer, min: 1, max: 12, required: true }
  items: { type: json, default: [] }
  limit: { type: integer, default: 100 }
  count: { type: integer, default: 0 }
hooks:                             # what follows start, success, failure, stop, timeout, recovered; as in a job file
  - { on: failure, job: notify-oncall }

nodes:
  collect:
    kind: foreach                  # executor (default), choice, parallel, foreach, subflow, timer, wait_event or approval
    title: Collect the figures     # shown instead of the key
    exec_type: shell               # http (default), queue, local_func, local_script, shell, request or job
    script:                        # for shell and local_script
      cmd: sh
      args: []
      code: curl -s "https://example.org/items/$LOCALFLOW_INPUT"
      language: sh
      env: { TOKEN: $secrets.REPORT_TOKEN }
      work_dir: /tmp
      stdin_mode: none             # json: {"input", "params"} on standard input
      output_mode: json            # text: standard output as it is
      timeout_ms: 60000
    prep:                          # the input of the node: one value, or an object
      input_key: $params.items
      # input_map: { items: $params.items, month: $shared.month }
    post:                          # where its result goes, and the action that it ends with
      output_key: pages
      # output_map: { pages: pages, count: count }
      # action_static: done
      # action_key: status
    # foreach_execs: [{ index: 0, service: first, params: { fast: true } }]   # differences of single items
    max_parallel: 4                # items at the same time
    failure_strategy: collect_errors    # fail_fast, ignore_errors or continue; for wait_event: fail, continue or retry
    tolerate_failures: 1%          # items that may fail: a number or a share
    retry: { max_attempts: 5, delay_ms: 1000, backoff: exponential, max_delay_ms: 60000, jitter: true, exit_codes: [75] }
    attempt_timeout_ms: 60000      # for one attempt
    timeout_ms: 600000             # for all attempts together
    at_most_once: false            # true: never repeat it; ask a person if its outcome is unknown
    queue: default
    priority: 0                    # -100 to 100; higher starts first
    max_visits: 100                # after that, the edge "limit" is taken
    compensate: give_up            # node that undoes this one if the flow fails later

  both:
    kind: parallel
    exec_type: local_func
    func: noop
    parallel_execs: [{ node: left, params: { side: left } }, { node: right, params: { side: right } }]
    # parallel_services: [left, right]
    parallel_mode: concurrent      # or sequential

  large:
    kind: choice
    choice_cases: [{ action: "yes", expr: { gt: [$params.count, 100] } }]
    default_action: "no"
    # choice_key: kind             # the action is the text at this key of the input

  pause: { kind: timer, params: { delay_ms: 60000 } }     # or until: "18:00", tz: Europe/London
  paid: { kind: wait_event, signal_key: paid, timeout_ms: 86400000 }
  ask: { kind: approval, title: Boss approves, approval_key: ok, timeout_ms: 86400000 }   # a signal may decide this one
  sign: { kind: approval, approver_role: editor, form: { region: { type: enum, options: [eu, us], required: true } }, post: { output_key: answer } }

  inner: { kind: subflow, flow: Send mail, version: 3, on_parent_close: cancel, join: true }   # or subflow: { start, nodes, edges }
  # subflow_execs: [{ node: a, params: {} }]              # differences of its nodes

  send:
    exec_type: request
    request: { method: POST, url: https://example.org/reports, headers: { Accept: text/plain }, body: $shared.pages, expect: ["2xx"] }

  remote:                          # done by a worker: lf worker --service double=COMMAND
    exec_type: queue
    service: double
    weighted_by_load: true
    worker_wait_ms: 600000
    params: { base: 2 }

  nightly: { exec_type: job, job: Nightly backup }        # runs a saved job
  mail: { exec_type: queue, service: mail, disabled: true }   # skipped: its input goes on along the edge "default"
  give_up: { exec_type: shell, script: { cmd: sh, code: echo "$LOCALFLOW_INPUT" } }
  # max_attempts, attempt_delay_ms, max_retries and wait_ms are older forms of retry

edges:
  - { from: collect, to: large }                          # the default action
  - { from: collect, action: error, to: give_up }         # also timeout, expired and limit
  - { from: large, action: "yes", to: both }
  - { from: large, action: "no", to: ask }
  - { from: both, to: [pause, paid] }                     # both start at the same time
  - { from: pause, to: inner }
  - { from: paid, to: inner }                             # join: true waits for both
  - { from: inner, to: remote }
  - { from: remote, to: nightly }
  - { from: nightly, to: mail }
  - { from: mail, to: ask }
  - { from: ask, action: approved, to: send }
  - { from: ask, action: expired, to: give_up }

layout:                            # how the editor draws the flow; changes nothing else
  nodes: { collect: [0, 0], large: [0, 120] }             # the others are laid out automatically
  notes: [{ at: [240, 0], size: [200, 120], text: Figures come from the shop }]
`
