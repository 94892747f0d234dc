import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Client } from '../../../../shared/contract/contract.ts'
import type { SystemInfo } from '../../../../shared/contract/system.ts'
import { isPaused } from '../../../../shared/model/settings.ts'
import { hasDatabase } from '../../settings.ts'
import { allPages } from '../all-pages.ts'
import { connect, connectIfRunning, type Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { pausedText } from '../pause-note.ts'
import { out, printJson, table } from '../print.ts'
import { timeText } from '../time-text.ts'
import type { Json } from '../with-client.ts'
import { resultOf } from './maintenance.ts'

type Check = { check: string; ok: boolean; text: string }

/** Runs every check. Exits with 1 if one of them found a problem. */
export async function doctor(global: Global, { json }: Json): Promise<number> {
  const checks = await checksOf(global)
  if (json) printJson(checks)
  else
    out(
      table(
        ['', 'CHECK', 'RESULT'],
        checks.map(({ check, ok, text }) => [ok ? '✓' : '✗', check, text]),
      ),
    )
  return checks.every(({ ok }) => ok) ? exitCodes.done : exitCodes.failed
}

async function checksOf(global: Global): Promise<Check[]> {
  const connected = (await connectIfRunning(global)) ?? (hasDatabase(global.settings) ? await connect(global, 'look') : null)
  if (connected === null) return checksOfEmpty(global.settings.dataFolder)
  const { client, stays, close } = connected
  try {
    const info = await client.system.info()
    return [
      running(info, stays),
      storage(info),
      ...(stays ? [runner(info), address(info)] : []),
      ...(await environment(client, stays)),
      await automaticRuns(client),
      await schedules(client),
      await triggers(client),
      await queues(client),
      await maintenance(client),
    ]
  } finally {
    await close()
  }
}

/** Before the first use there is only the place of the data to check. A check must not create the data folder. */
const checksOfEmpty = (folder: string): Check[] => [
  {
    check: 'LocalFlow',
    ok: false,
    text: `not running, and no data in ${folder} yet. To start, create a job: lf job create NAME -- COMMAND`,
  },
  place(folder),
]

function place(folder: string): Check {
  let existing = resolve(folder)
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing)
  try {
    accessSync(existing, constants.W_OK | constants.X_OK)
    return { check: 'storage', ok: true, text: `${existing} can be written` }
  } catch {
    return { check: 'storage', ok: false, text: `${existing} cannot be written. Name another folder with --data` }
  }
}

const hostText = { desktop: 'the desktop app', headless: '"lf serve"', cli: 'this command' } as const

const running = ({ version, host, dataFolder }: SystemInfo, stays: boolean): Check => ({
  check: 'LocalFlow',
  ok: stays,
  text: stays
    ? `version ${version} runs as ${hostText[host]}, with the data folder ${dataFolder}`
    : `not running, so no schedule fires. Start the desktop app or "lf serve". Data folder: ${dataFolder}`,
})

const storage = ({ storage: trouble }: SystemInfo): Check => ({
  check: 'storage',
  ok: trouble === null,
  text: trouble?.message ?? 'the database can be written',
})

const runner = ({ runnerProblem, runnerPids, spawnerPid, spawnerProblem }: SystemInfo): Check => ({
  check: 'runner',
  ok: runnerProblem === null,
  text:
    runnerProblem ??
    (runnerPids.length === 0
      ? 'starts with the first run'
      : `process ${runnerPids.join(', ')}, ${spawnerPid === null ? `starts programs itself: ${spawnerProblem}` : `programs started by spawner ${spawnerPid}`}`),
})

const address = ({ address: at, addressProblem }: SystemInfo): Check => ({
  check: 'address',
  ok: addressProblem === null,
  text: addressProblem ?? (at === null ? 'no port: webhooks and the REST API are off' : at),
})

async function environment(client: Client, stays: boolean): Promise<Check[]> {
  const { source, shell, problem, commands } = await client.system.environment({ refresh: true })
  const text = source === 'login-shell' ? `jobs run in the environment of ${shell}` : 'jobs run in the environment of LocalFlow'
  return [
    {
      check: 'environment',
      ok: problem === null,
      text: problem === null ? `${text}; details: lf doctor env JOB` : `could not read that of the login shell: ${problem}`,
    },
    // A LocalFlow that starts no runs writes none.
    ...(stays ? [commandOfScripts(commands.find(({ word }) => word === 'lf')?.path ?? null)] : []),
  ]
}

const commandOfScripts = (path: string | null): Check => ({
  check: 'lf in scripts',
  ok: path !== null,
  text: path ?? 'not found. Restart LocalFlow to write it again, or see its log',
})

async function automaticRuns(client: Client): Promise<Check> {
  const { paused } = await client.settings.get()
  const ok = paused === null || !isPaused(paused, Date.now())
  return {
    check: 'automatic runs',
    ok,
    text: ok ? 'not paused' : pausedText(paused),
  }
}

async function schedules(client: Client): Promise<Check> {
  const items = await allPages((page) => client.schedules.list(page))
  const broken = items.filter(({ problem }) => problem !== null).map(({ job, problem }) => `${job}: ${problem}`)
  const resting = items.filter(({ enabled, paused }) => !enabled || paused !== null).length
  return {
    check: 'schedules',
    ok: broken.length === 0,
    text: broken.length > 0 ? listed(broken) : `${items.length} in all, ${resting} paused or disabled`,
  }
}

async function triggers(client: Client): Promise<Check> {
  const items = await allPages((page) => client.triggers.list(page))
  const broken = items
    .filter(({ enabled, problem }) => enabled && problem !== null)
    .map(({ job, problem }) => `${job}: ${problem}`)
  return { check: 'triggers', ok: broken.length === 0, text: broken.length > 0 ? listed(broken) : `${items.length} in all` }
}

async function queues(client: Client): Promise<Check> {
  const items = await client.queues.list()
  const closed = items.filter(({ state }) => state !== 'open').map(({ name, state }) => `"${name}" is ${state}`)
  const hint = closed.length > 0 ? '. Resume with: lf queue resume NAME' : ''
  return {
    check: 'queues',
    ok: closed.length === 0,
    text: closed.length > 0 ? `${closed.join(', ')}${hint}` : `${items.length} open`,
  }
}

async function maintenance(client: Client): Promise<Check> {
  const tasks = await client.maintenance.list()
  const failed = tasks.filter(({ last }) => last !== null && last.error !== null)
  const backup = tasks.find(({ id }) => id === 'back-up')?.last ?? null
  return {
    check: 'maintenance',
    ok: failed.length === 0,
    text:
      failed.length > 0
        ? failed.map(({ id, status, last }) => `${id} ${resultOf(status, last)}`).join('; ')
        : `last backup: ${backup === null ? 'none yet' : timeText(backup.startedAt)}; details: lf doctor maintenance`,
  }
}

/** Sentences as one. */
const listed = (sentences: string[]): string => sentences.map((sentence) => sentence.replace(/\.$/, '')).join('; ')
