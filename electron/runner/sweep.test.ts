import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { isAlive, until } from '../engine/testing/engine.ts'
import { followDescendants } from './descendants.ts'
import { carriersByPs, carriersOf, commandOf, listProcesses, markerName } from './process-table.ts'
import { secretFinder } from './secret-finder.ts'
import { killGroup, startTestRunner, type TestClient } from './testing.ts'

let client: TestClient
beforeEach(async () => {
  client = await (await startTestRunner()).connect()
})

/** Everything that carries the mark is to be dead by then. */
const deadlineMs = 2_000
/** Two cores that are busy with other things may need as much again. */
const slackMs = 2_000

const carriers = async (attemptId: string): Promise<number[]> => (await carriersOf(attemptId)).map(({ pid }) => pid)

type Over = Parameters<TestClient['sh']>[1]

/** A child with at least so many living processes, itself included; none of them outlives the test. */
async function started(script: string, count: number, over: Over = {}) {
  const child = client.sh(script, over)
  const pid = await child.started()
  onTestFinished(async () => {
    killGroup(pid)
    for (const left of await carriers(child.attemptId)) process.kill(left, 'SIGKILL')
  })
  await until(async () => (await carriers(child.attemptId)).length >= count)
  return { ...child, pid, pids: await carriers(child.attemptId) }
}

const double = (idle: string) => `(setsid sh -c '(${idle}) <&- >&- 2>&- &' &)`
const escapes: [string, string, number][] = [
  ['a session of its own', 'setsid sleep 300 & wait', 2],
  ['a double fork with closed descriptors', `${double('sleep 300; :')}; sleep 300`, 3],
  ['nohup', 'nohup sleep 300 >/dev/null 2>&1 & sleep 300; :', 3],
  [
    'nohup in a session of its own, ignoring signals',
    `setsid nohup sh -c 'trap "" TERM HUP INT; while :; do sleep 1; done' >/dev/null 2>&1 & sleep 300; :`,
    3,
  ],
  ['grandchildren in sessions of their own', `env A=1 setsid sh -c 'setsid sh -c "setsid sleep 300; :"; :' & sleep 300; :`, 5],
  ['one that stopped itself', `setsid sh -c 'kill -STOP $$' & sleep 300; :`, 3],
]

describe.each(escapes)('an escape by %s', (_, script, count) => {
  it('is dead soon after a stop, every time', async () => {
    for (let round = 0; round < 3; round++) {
      const child = await started(script, count, { graceMs: 200 })
      const from = performance.now()
      child.stop()
      expect(await child.ended()).toMatchObject({ cause: 'stop', leftBehind: 0 })
      expect(await carriers(child.attemptId)).toEqual([])
      expect(child.pids.filter(isAlive)).toEqual([])
      expect(performance.now() - from).toBeLessThan(deadlineMs + slackMs)
    }
  })

  it('is dead soon after a timeout', async () => {
    const child = await started(script, count, { graceMs: 200, timeoutMs: 1_500 })
    expect(await child.ended()).toMatchObject({ cause: 'timeout', leftBehind: 0 })
    expect(child.pids.filter(isAlive)).toEqual([])
    expect(await carriers(child.attemptId)).toEqual([])
  })
})

describe('a stopped child', () => {
  it('may end by itself within the grace period though it has escaped', async () => {
    const folder = (await startTestRunner()).dataFolder
    const polite = `trap 'sleep 0.3; echo bye > ${folder}/said; exit' TERM; echo > ${folder}/up; while :; do sleep 0.05; done`
    const child = await started(`setsid sh -c "${polite}" & sleep 300; :`, 3, { graceMs: 5_000 })
    await until(() => existsSync(`${folder}/up`))
    child.stop()
    expect(await child.ended()).toMatchObject({ cause: 'stop', leftBehind: 0 })
    expect(readFileSync(`${folder}/said`, 'utf8')).toBe('bye\n')
  })

  it('is stopped with twenty grandchildren, three levels deep, each in a session of its own', async () => {
    const script = `for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        setsid sh -c 'setsid sh -c "setsid sleep 300; :"; :' & done; wait`
    const child = await started(script, 1 + 3 * 20, { graceMs: 200 })
    child.stop()
    expect(await child.ended()).toMatchObject({ cause: 'stop', leftBehind: 0 })
    expect(child.pids.filter(isAlive)).toEqual([])
  })

  it('does not come back, though each half of it restarts the other', async () => {
    const script = `cat > "$0.sh" <<'END'
trap '' TERM HUP INT
while :; do
  if ! kill -0 "$1" 2>/dev/null; then setsid sh "$0" $$ & set -- $!; fi
  sleep 0.01
done
END
setsid sh "$0.sh" 1 & sleep 300; :`
    for (let round = 0; round < 3; round++) {
      const folder = (await startTestRunner()).dataFolder
      const child = client.start('/bin/sh', ['-c', script, `${folder}/again`], { graceMs: 100 })
      const pid = await child.started()
      onTestFinished(() => killGroup(pid))
      await until(async () => (await carriers(child.attemptId)).length >= 3)
      child.stop()
      await child.ended()
      expect(await carriers(child.attemptId)).toEqual([])
    }
  })

  it('leaves processes alone that only mention its mark: in another variable, in an argument, or of another attempt', async () => {
    const child = await started('setsid sleep 300 & wait', 2)
    const mark = `${markerName}=${child.attemptId}`
    const stranger = (env: NodeJS.ProcessEnv, ...args: string[]) => {
      const other = spawn('sh', ['-c', 'sleep 300; :', ...args], {
        env: { PATH: process.env['PATH'], ...env },
        stdio: 'ignore',
        detached: true,
      })
      onTestFinished(() => killGroup(Number(other.pid)))
      return Number(other.pid)
    }
    const strangers = [
      stranger({ NOTE: mark }),
      stranger({ [`X${markerName}`]: child.attemptId }),
      stranger({ [markerName]: `${child.attemptId}0` }),
      stranger({ [markerName]: '' }),
      stranger({}, mark),
    ]
    child.stop()
    await child.ended()
    expect(strangers.filter(isAlive)).toEqual(strangers)
  })

  it('leaves the other children of the same runner alone', async () => {
    const other = await started('setsid sleep 300 & wait', 2)
    const child = await started('setsid sleep 300 & wait', 2)
    child.stop()
    await child.ended()
    expect(other.pids.filter(isAlive)).toEqual(other.pids)
    other.stop()
    await other.ended()
  })
})

describe('the way a child is stopped', () => {
  const tells = (signal: string) =>
    `exec 2>/dev/null; trap 'echo got ${signal}; exit 5' ${signal}; echo ready; while :; do sleep 0.02; done`

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'])(
    'starts with the signal it asked for: %s',
    async (stopSignal) => {
      const child = client.sh(tells(stopSignal.slice(3)), { stopSignal, graceMs: 10_000 })
      await child.wrote()
      child.stop()
      expect(await child.ended()).toMatchObject({ code: 5, cause: 'stop' })
      expect(readFileSync(child.logPath, 'utf8')).toBe(`ready\n[LocalFlow] stopped: ${stopSignal}\ngot ${stopSignal.slice(3)}\n`)
    },
  )

  it('applies to escaped processes, too', async () => {
    const escaped = `setsid sh -c "trap 'echo escaped; exit' USR1; echo ready; while :; do sleep 0.02; done" &`
    const script = `exec 2>/dev/null; trap : USR1; ${escaped} while :; do sleep 0.02; done`
    const child = client.sh(script, { stopSignal: 'SIGUSR1', graceMs: 1_500 })
    await child.wrote()
    child.stop()
    await child.ended()
    expect(readFileSync(child.logPath, 'utf8')).toContain('escaped')
  })

  it('ends with SIGKILL after the grace period, and not before', async () => {
    const child = client.sh(`trap 'echo told' INT; trap '' TERM; echo ready; while :; do sleep 0.02; done`, {
      stopSignal: 'SIGINT',
      graceMs: 700,
    })
    await child.wrote()
    const from = performance.now()
    child.stop()
    expect(await child.ended()).toMatchObject({ signal: 'SIGKILL', code: null, cause: 'stop' })
    expect(performance.now() - from).toBeGreaterThan(680)
    expect(readFileSync(child.logPath, 'utf8')).toBe(
      'ready\n[LocalFlow] stopped: SIGINT\ntold\n[LocalFlow] still running after 0.7 s: SIGKILL\n',
    )
  })

  it('is SIGKILL at once without a grace', async () => {
    const child = client.sh(`trap 'echo told' TERM; echo ready; while :; do sleep 0.02; done`, { graceMs: 0 })
    await child.wrote()
    child.stop()
    expect(await child.ended()).toMatchObject({ signal: 'SIGKILL', cause: 'stop' })
  })
})

describe('a process that wiped its environment', () => {
  /** Those with just this command line. */
  const running = (command: string): number[] =>
    listProcesses().flatMap(({ pid, isZombie }) => (!isZombie && commandOf(pid, null) === command ? [pid] : []))
  async function started(command: string): Promise<number[]> {
    onTestFinished(() => running(command).forEach((pid) => void process.kill(pid, 'SIGKILL')))
    await until(() => running(command).length > 0)
    return running(command)
  }

  it('is stopped with its run while its parent is alive', async () => {
    const child = client.sh('setsid env -i sleep 30011 >/dev/null 2>&1 & sleep 300; :', { graceMs: 200 })
    await started('sleep 30011')
    child.stop()
    expect(await child.ended()).toMatchObject({ cause: 'stop', leftBehind: 0 })
    expect(running('sleep 30011')).toEqual([])
  })

  it('is stopped with its run as long as it has the output of the run open', async () => {
    const child = client.sh('(setsid env -i sleep 30012 &) ; sleep 300; :', { graceMs: 200 })
    await started('sleep 30012')
    child.stop()
    expect(await child.ended()).toMatchObject({ cause: 'stop', leftBehind: 0 })
    expect(running('sleep 30012')).toEqual([])
  })

  it('is counted on a run that ends by itself, and left alone', async () => {
    const child = client.sh('(setsid env -i sleep 30013 &) ; exit 0')
    const pids = await started('sleep 30013')
    expect(await child.ended()).toMatchObject({ cause: null, code: 0, leftBehind: 1 })
    expect(pids.filter(isAlive)).toEqual(pids)
  })

  it('is remembered when its parents are gone', async () => {
    const leader = spawn('sh', ['-c', 'sh -c "setsid env -i sleep 30014 & read go"; :'], { stdio: ['pipe', 'ignore', 'ignore'] })
    const [pid = 0] = await started('sleep 30014')
    const descendants = followDescendants(Number(leader.pid))
    descendants.look()
    const ended = new Promise((resolve) => leader.once('exit', resolve))
    leader.stdin.end('go\n')
    await ended
    descendants.leaderEnded()
    expect(descendants.living().map((one) => one.pid)).toEqual([pid])
    process.kill(pid, 'SIGKILL')
    await until(() => descendants.living().length === 0)
  })
})

it('no secret shows in the commands that are found', async () => {
  const secret = 'tok-0123456789'
  const child = await started(`setsid sh -c 'sleep 300; :' sh "Bearer ${secret}" & wait`, 3)
  const find = secretFinder([secret])
  const found = [
    ...(await carriersOf(child.attemptId, find)),
    ...(await carriersByPs(`${markerName}=${child.attemptId}`, find)),
  ].map(({ command }) => command)
  expect(found.join('\n')).toContain('Bearer ***')
  expect(found.join('\n')).not.toContain(secret)
  child.stop()
  await child.ended()
})

it('without /proc, ps finds the same processes', async () => {
  const child = await started(`setsid sleep 300 & ${double('sleep 300; :')}; sleep 300; :`, 5)
  const found = await carriersByPs(`${markerName}=${child.attemptId}`)
  expect(found.map(({ pid }) => pid).sort()).toEqual((await carriers(child.attemptId)).sort())
  expect(found.map(({ command }) => command)).toContainEqual(expect.stringContaining('sleep 300'))
  expect(await carriersByPs(`${markerName}=nobody`)).toEqual([])
  child.stop()
  await child.ended()
})
