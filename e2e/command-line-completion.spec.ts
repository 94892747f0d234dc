import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { skipSaying } from './crash/disk-fixtures.ts'
import { expect, type Served, test } from './hosts.ts'

const lf = join(import.meta.dirname, '../out/main/lf.js')

/** Runs a script of a shell in which `lf` is the built one, on the data folder of the server. */
function inShell(shell: string, { data }: Served, script: string, ...words: string[]): string {
  const call = `"${process.execPath}" "${lf}" --data "${data}"`
  const define = shell === 'fish' ? `function lf; ${call} $argv; end` : `lf() { ${call} "$@"; }`
  const { stdout, stderr } = spawnSync(shell, [
    ...(shell === 'zsh' ? ['-f'] : []),
    '-c',
    `${define}\n${script}`,
    'test',
    ...words,
  ])
  expect(stderr.toString()).toBe('')
  return stdout.toString()
}

const lacks = (shell: string): boolean => spawnSync(shell, ['--version'], { stdio: 'ignore' }).status !== 0

const withJob = (served: Served) => served.lf('job', 'create', 'Nightly backup', '--', 'true')

test('lf completes commands, options, values and names in bash, also within quotes', async ({ served }) => {
  await withJob(served)
  const script = `source <(lf completion bash)
    COMP_WORDS=(lf "$@"); COMP_CWORD=$#; _lf; printf '%s\\n' "\${COMPREPLY[@]}"`
  const completed = (...words: string[]): string => inShell('bash', served, script, ...words)
  expect(completed('sched')).toBe('schedule\n')
  expect(completed('list', '--stat')).toBe('--status\n')
  expect(completed('list', '--status', '=', 'fail')).toBe('failed\n')
  expect(completed('job', 'show', 'Nigh')).toBe('Nightly\\ backup\n')
  expect(completed('job', 'show', '"Nigh')).toBe('Nightly backup\n')
  expect(completed('exec', 'ls', '')).toBe('\n')
})

test('lf completes commands and names in zsh', async ({ served }, info) => {
  if (lacks('zsh')) return skipSaying(info, 'zsh is not installed')
  await withJob(served)
  const script = `compdef() {}; _describe() { print -rl -- "\${found[@]}" }; _files() { print files }
    source <(lf completion zsh)
    words=(lf "$@"); CURRENT=$#words; _lf`
  expect(inShell('zsh', served, script, 'sched')).toMatch(/^schedule:Give jobs schedules/)
  expect(inShell('zsh', served, script, 'job', 'show', 'Nigh')).toBe('Nightly backup:true\n')
  expect(inShell('zsh', served, script, 'exec', 'ls', '')).toBe('files\n')
})

test('lf completes commands and names in fish', async ({ served }, info) => {
  if (lacks('fish')) return skipSaying(info, 'fish is not installed')
  await withJob(served)
  const completed = (line: string): string => inShell('fish', served, `lf completion fish | source; complete -C '${line}'`)
  expect(completed('lf sched')).toMatch(/^schedule\tGive jobs schedules/)
  expect(completed('lf job show Nigh')).toMatch(/^Nightly\\? backup\ttrue\n$/)
})
