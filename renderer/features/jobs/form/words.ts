import type { ReactNode } from 'react'
import type { Overlap } from '../../../../shared/model/job.ts'
import { countText } from '../../../ui/count-text.ts'
import { sentence } from '../../../ui/sentence.ts'
import type { Form, LimitForm } from './form.ts'
import { commands } from './words/commands.ts'
import { definitionWords } from './words/definition.ts'

/** What a job runs. */
export const kinds: Record<Form['kind'], string> = {
  script: 'Script',
  command: 'Command',
  http: 'Request',
  flow: 'Flow',
  pipeline: 'Pipeline',
  builtin: 'Built-in',
}
const overlaps: Record<Overlap, string> = {
  allow: 'Run at the same time',
  skip: 'Skip the new run',
  queue: 'Queue the new run',
  latest: 'Queue only the newest run',
  replace: 'Stop the previous run',
}
const limitActions: Record<LimitForm['action'], string> = { stop: 'Stop the run', warn: 'Warn only' }

/** What is wrong with a field, by its name, in place of the schema's words. */
const problems: Partial<Record<keyof Form, string>> = {
  timeout: 'Enter a number of seconds above 0, up to 24 days.',
  attempts: 'Enter a whole number from 1 to 100.',
  delay: 'Enter a number of seconds, from 0 up to 7 days.',
  maxDelay: 'Enter a number of seconds, from 0 up to 7 days.',
  exitCodes: 'Enter numbers from 1 to 255, such as 1, 75.',
  grace: 'Enter a number of seconds from 0 to 3,600.',
  memory: 'Enter a number of megabytes.',
  cpu: 'Enter a number of seconds.',
  output: 'Enter a number of megabytes.',
  priority: 'Enter a whole number from -100 to 100.',
  idle: 'Enter a number of minutes, from 1 up to a day.',
  defer: 'Enter a number of hours, from 0 up to 30 days.',
  redirects: 'Enter a whole number from 0 to 20.',
  flowVersion: 'Enter a whole number, or nothing for the newest version.',
  expect: 'Enter statuses such as 204, or classes such as 2xx.',
  url: 'Enter a URL that starts with http:// or https://.',
}
const missing: Partial<Record<keyof Form, string>> = {
  name: 'Give the job a name.',
  script: 'Enter a script.',
  command: 'Enter a program.',
  flow: 'Enter the name of a flow.',
  pipeline: 'Enter the name of a pipeline.',
  stdinPath: 'Enter the path of a file.',
}

export const words = {
  ...definitionWords,
  problems,
  missing,
  isSetTwice: (name: string) => `${name} is set twice.`,
  none: 'none',
  secretExample: '$secrets.NAME',

  name: 'Name',
  nameExample: 'Nightly backup',
  kind: 'Kind',
  kinds,
  newest: 'newest',
  builtin: (name: ReactNode, input: ReactNode) => sentence`Calls the built-in function ${name} with ${input}.`,

  interpreter: 'Interpreter',
  interpreterHint: 'Leave empty to use the #! line of the script, or the system shell if it has none',
  fromScript: 'from the #! line',
  script: 'Script',

  program: 'Program',
  programExample: 'rsync',
  programHint: 'A name on the PATH, or a full path. The program runs without a shell.',
  arguments: 'Arguments, one per line',
  argument: (place: number) => `Argument ${place}`,
  removeArgument: (place: number) => `Remove argument ${place}`,
  addArgument: 'Add argument',

  request: {
    method: 'Method',
    url: 'URL',
    urlExample: 'https://example.com/health',
    headers: 'Headers',
    header: 'header',
    secrets: (example: ReactNode) => sentence`Use ${example} in the URL or a header to insert a secret from Settings.`,
    body: 'Body',
    expect: 'Expected status',
    expectHint: 'Such as 2xx, or 200, 204',
    redirects: 'Maximum redirects',
    verifyTls: 'Verify the TLS certificate',
    result: "The first 512 KB of the response become the run's result.",
  },

  enabled: 'Enabled',
  disabled: 'Disabled: nothing starts the job',
  isEnabled: 'The job is enabled',
  cwd: 'Working folder',
  cwdHint: 'Leave empty to use your home folder',
  timeout: 'Timeout, in seconds',
  noTimeout: 'Leave empty for no timeout',
  requestTimeout: 'Leave empty for 60 seconds',

  commands,

  environment: {
    title: 'Environment',
    summary: (variables: number, hasFile: boolean) =>
      [
        variables > 0 && countText(variables, ['variable', 'variables']),
        hasFile && 'from a file',
        variables === 0 && !hasFile && 'login shell',
      ]
        .filter((part) => part !== false)
        .join(', '),
    variables: 'Variables',
    variable: 'variable',
    secrets: (example: ReactNode) => sentence`Use ${example} to insert a secret from Settings.`,
    file: 'Environment file',
    fileExample: '.env',
    fileHint: 'One NAME=value per line, read when a run starts. The variables above override the file.',
  },

  input: {
    title: 'Input and result',
    summary: (source: string) => `standard input: ${source}`,
    sources: { none: 'none', text: 'text', file: 'file', params: 'parameters' } satisfies Record<Form['stdinFrom'], string>,
    stdin: 'Standard input',
    stdinFrom: { none: 'None', text: 'Text', file: 'File', params: 'Parameters as JSON' } satisfies Record<
      Form['stdinFrom'],
      string
    >,
    text: 'Text',
    file: 'File',
    fileHint: 'A full path, or one relative to the working folder',
    result: 'Result',
    results: { none: 'None', text: 'Standard output as text', json: 'Standard output as JSON' } satisfies Record<
      Form['result'],
      string
    >,
    resultHint: 'Up to 1 MB of standard output. A line "::output name=value" sets one value of the result.',
  },

  retries: {
    title: 'Retries',
    summary: (attempts: number) => `up to ${attempts.toLocaleString('en')} attempts`,
    attempts: 'Maximum attempts',
    attemptsHint: '1 means no retry',
    backoff: 'Backoff',
    backoffs: { exponential: 'Exponential', fixed: 'Fixed' } satisfies Record<Form['backoff'], string>,
    delay: 'First delay, in seconds',
    maxDelay: 'Maximum delay, in seconds',
    jitter: 'Randomize each delay (full jitter)',
    exitCodes: 'Retry on exit codes',
    exitCodesHint:
      'Leave empty to retry after any failure. 124 means a timeout, 127 a command that could not start, 128 + n signal n.',
    any: 'any',
    preview: 'If every attempt fails',
    first: 'Attempt 1 immediately',
    attempt: (attempt: number, delay: string, isRandom: boolean) =>
      `Attempt ${attempt} after ${isRandom ? 'up to ' : ''}${delay}`,
    andMore: (count: number) => `and ${count.toLocaleString('en')} more`,
    total: (delay: string, isRandom: boolean) => `Total delay: ${isRandom ? 'at most ' : ''}${delay}`,
  },

  pause: {
    title: 'Pause after failures',
    summary: (failures: string) => `after ${failures} in a row`,
    ...{ after: 'Pause after consecutive failures', never: 'never' },
    hint: 'LocalFlow then pauses the schedules and triggers of the job until you resume it. Leave empty to never pause it.',
  },

  queue: {
    title: 'Queue',
    summary: (queue: string | null, policy: string) => `${queue === null ? '' : `${queue}, `}${policy.toLowerCase()}`,
    policy: 'Concurrency policy',
    policyHint: 'Applies while a previous run of the job is active',
    overlaps,
    queue: 'Queue',
    queueHint: 'A new name creates a queue',
    priority: 'Priority',
    priorityHint: '-100 to 100; higher starts first',
  },

  params: {
    title: 'Parameters',
  },

  conditions: {
    title: 'Conditions',
    note: 'Only runs that a schedule or trigger starts wait for these conditions. Runs that you start do not.',
    acPower: 'On AC power',
    idle: 'Idle time, in minutes',
    idleHint: 'Leave empty if not required',
    network: 'Network',
    networks: { none: 'Not required', any: 'Any network', one: 'A specific network' } satisfies Record<Form['network'], string>,
    subnet: 'Network address',
    subnetHint: 'Such as 192.168.1.0/24',
    host: 'Reachable host',
    hostHint: 'With its port, such as nas.local:445',
    volume: 'Mounted volume',
    volumeHint: 'Such as /Volumes/Backup or /mnt/nas',
    defer: 'Maximum wait, in hours',
    deferHint: 'LocalFlow then skips the run. 0 skips the run immediately.',
    onlyIf: 'Skip when this command fails',
    onlyIfHint: 'Runs in the system shell before each start, with the environment of the job, for 30 seconds at most.',
    oncePerDay: 'Skip when it already succeeded today',
    oncePerDayHint: 'Uses the time zone of the schedule; for other triggers, that of this computer.',
    set: {
      acPower: 'on AC power',
      idle: (minutes: string) => `idle for ${minutes} min`,
      anyNetwork: 'in a network',
      network: (subnet: string) => `in ${subnet}`,
      host: (host: string) => `${host} reachable`,
      volume: (volume: string) => `${volume} mounted`,
      onlyIf: 'if a command succeeds',
      oncePerDay: 'once a day',
    },
  },

  stopping: {
    title: 'Stopping',
    summary: (signal: string, seconds: string) => `${signal}, then SIGKILL after ${seconds} s`,
    signal: 'Stop signal',
    grace: 'Grace period, in seconds',
    note: 'After the grace period, LocalFlow kills every process of the run, including those that left its process group.',
  },

  limits: {
    title: 'Limits',
    names: { memory: 'memory', cpu: 'CPU time', output: 'output' },
    labels: { memory: 'Memory, in MB', cpu: 'CPU time, in seconds', output: 'Output, in MB' },
    action: 'When exceeded',
    actions: limitActions,
    note: 'A limit applies to all processes of a run together.',
  },

  notifications: {
    title: 'Notifications',
    summary: (isMuted: boolean, isPinned: boolean) =>
      [isMuted && 'muted', isPinned && 'in the tray menu', !isMuted && !isPinned && 'on failure']
        .filter((part) => part !== false)
        .join(', '),
    pinned: 'Pin to the tray menu',
    muted: 'Mute failures',
  },
}
