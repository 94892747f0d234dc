import type { Example, Shell } from './example.ts'

const print: Record<Shell, string> = { sh: 'echo', powershell: 'Write-Output' }
/** The input of a node. */
const input: Record<Shell, string> = { sh: '$LOCALFLOW_INPUT', powershell: '$env:LOCALFLOW_INPUT' }

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
    script: { cmd: ${shell}, code: '${print[shell]} "${input[shell]} is up"' }
    max_parallel: 2
    retry: { max_attempts: 3, delay_ms: 1000 }
    post: { output_key: results }
  report:
    exec_type: shell
    script: { cmd: ${shell}, code: '${print[shell]} "${input[shell]}"' }
    prep: { input_key: $shared.results }
edges:
  - { from: check, to: report }
`,
  }),
}

export const flowExamples: Example[] = [shipRelease, checkServices]
