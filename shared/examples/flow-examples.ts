import type { Example, Shell } from './example.ts'

const print: Record<Shell, string> = { sh: 'echo', powershell: 'Write-Output' }

/** Prints its input plus one. */
const counting: Record<Shell, string> = {
  sh: `echo $((\${LOCALFLOW_INPUT:-0} + 1))`,
  powershell: 'Write-Output ([int]$env:LOCALFLOW_INPUT + 1)',
}

const shipRelease: Example = {
  id: 'ship-release',
  title: 'Ship a release',
  kind: 'flow',
  shows: 'Approval',
  text: 'Builds a release, waits for your approval on Home or on the page of the run, and then deploys it. If you reject it, the flow says so instead.',
  partsFor: (shell) => ({
    kind: 'flow',
    source: `# The flow waits at "ask" until you approve or reject, even if LocalFlow restarts in the meantime.
start: build
nodes:
  build:
    exec_type: shell
    script: { cmd: ${shell}, code: '${print[shell]} "Built version 1.4.2"' }
  ask:
    kind: approval
    title: Deploy version 1.4.2?
  deploy:
    exec_type: shell
    script: { cmd: ${shell}, code: '${print[shell]} "Deployed"' }
  stay:
    exec_type: shell
    script: { cmd: ${shell}, code: '${print[shell]} "Nothing was deployed"' }
edges:
  - { from: build, to: ask }
  - { from: ask, action: approved, to: deploy }
  - { from: ask, action: rejected, to: stay }
`,
  }),
}

/** Without a line break, which would be a part of the result. */
const checking: Record<Shell, string> = {
  sh: 'printf "%s is up" "$LOCALFLOW_INPUT"',
  powershell: '[Console]::Write("$env:LOCALFLOW_INPUT is up")',
}
/** `echo` of some shells reads the JSON as escapes. */
const report: Record<Shell, string> = {
  sh: String.raw`printf "%s\n" "$LOCALFLOW_INPUT"`,
  powershell: 'Write-Output $env:LOCALFLOW_INPUT',
}

const checkServices: Example = {
  id: 'check-services',
  title: 'Check services',
  kind: 'flow',
  shows: 'Loop',
  text: 'Checks four services, two at a time, and then prints a report. Each check has a log of its own and is retried if it fails.',
  partsFor: (shell) => ({
    kind: 'flow',
    source: `# "check" runs once for each item of its list; the results keep the order of the list.
start: check
nodes:
  check:
    kind: foreach
    params: { list: [web, mail, files, backup] }
    prep: { input_key: $params.list }
    exec_type: shell
    script: { cmd: ${shell}, code: '${checking[shell]}' }
    max_parallel: 2
    retry: { max_attempts: 3, delay_ms: 1000 }
    post: { output_key: results }
  report:
    exec_type: shell
    script: { cmd: ${shell}, code: '${report[shell]}' }
    prep: { input_key: $shared.results }
edges:
  - { from: check, to: report }
`,
  }),
}

const pollApi: Example = {
  id: 'poll-api',
  title: 'Poll an API',
  kind: 'flow',
  shows: 'Loop, timer',
  text: 'Asks again every two seconds until a report is ready, and then goes on. The sample is ready at the third time; replace it with a request to your API.',
  partsFor: (shell) => ({
    kind: 'flow',
    source: `# Replace "ask" with a request: exec_type: request, request: { url: https://example.org/report }
start: ask
nodes:
  ask:
    exec_type: shell
    script:
      cmd: ${shell}
      code: '${counting[shell]}'
      output_mode: json
    prep: { input_key: $shared.times }
    post: { output_key: times }
  ready:
    kind: choice
    choice_cases:
      - { action: ready, expr: { ge: [$shared.times, 3] } }
    default_action: later
  pause:
    kind: timer
    params: { delay_ms: 2000 }
  use:
    exec_type: shell
    script: { cmd: ${shell}, code: '${print[shell]} "The report is ready"' }
edges:
  - { from: ask, to: ready }
  - { from: ready, action: later, to: pause }
  - { from: pause, to: ask }
  - { from: ready, action: ready, to: use }
`,
  }),
}

export const flowExamples: Example[] = [shipRelease, checkServices, pollApi]
