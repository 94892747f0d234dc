import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isAlive, runnerScript, until } from '../engine/testing/engine.ts'
import { readStat } from './process-table.ts'
import { proofOf, protocolVersion } from './protocol.ts'
import { groupOf, sayRaw, startTestRunner } from './testing.ts'

const parentOf = (pid: number): number => Number(readStat(pid)?.parent)

/** A runner of the spawner, with what the tests kill. */
async function start() {
  const runner = await startTestRunner()
  const client = await runner.connect()
  return { ...runner, client, spawner: Number(runner.process.pid), runnerPid: client.welcome.pid }
}

/** Connects to the next runner of the same spawner. */
async function connectAgain(runner: Awaited<ReturnType<typeof start>>, before: number) {
  for (;;) {
    const client = await until(() => runner.connect().catch(() => null))
    if (client && client.welcome.pid !== before) return client
    client?.close()
  }
}

type Client = Awaited<ReturnType<typeof connectAgain>>
const endOf = async ({ welcome, hear }: Client, id: string) =>
  welcome.ended.find(({ attemptId }) => attemptId === id) ??
  hear((message) => (message.type === 'ended' && message.attemptId === id ? message : undefined))

describe('when the runner is killed', () => {
  it('what it ran goes on, and the next runner tells its end', async () => {
    const runner = await start()
    const gate = join(runner.dataFolder, 'gate')
    const child = runner.client.sh(`echo one; until [ -e ${gate} ]; do sleep 0.02; done; echo two; exit 7`)
    const pid = await child.started()
    await child.wrote()
    process.kill(runner.runnerPid, 'SIGKILL')
    const next = await connectAgain(runner, runner.runnerPid)
    expect(next.welcome.running).toMatchObject([{ attemptId: child.attemptId, pid }])
    expect(isAlive(pid)).toBe(true)
    writeFileSync(gate, '')
    expect(await endOf(next, child.attemptId)).toMatchObject({ pid, code: 7, lines: 2, lastLine: 'two' })
    expect(readFileSync(child.logPath, 'utf8')).toBe('one\ntwo\n')
  })

  it('what ended in the meantime has its outcome', async () => {
    const runner = await start()
    const gate = join(runner.dataFolder, 'gate')
    const child = runner.client.sh(`until [ -e ${gate} ]; do sleep 0.02; done; echo done; exit 3`)
    const pid = await child.started()
    process.kill(runner.runnerPid, 'SIGSTOP')
    writeFileSync(gate, '')
    await until(() => !isAlive(pid))
    process.kill(runner.runnerPid, 'SIGKILL')
    expect(await endOf(await connectAgain(runner, runner.runnerPid), child.attemptId)).toMatchObject({
      code: 3,
      lastLine: 'done',
    })
  })

  it.each([
    ['whole lines to both streams', (echo: string) => `${echo} "out $i SECRET ${'x'.repeat(60)}"; ${echo} "err $i SECRE" >&2`],
    ['parts of lines', (echo: string) => `${echo} -n "part $i SEC"; sleep 0.0$((i % 8)); ${echo} "RET SECRET and more"`],
    ['to stderr alone', (echo: string) => `${echo} -n "$i SECRETSECRETS" >&2; ${echo} "ECRET" >&2`],
  ])('again and again while a program writes %s, its log has every byte once, and no secret', async (_, write) => {
    const runner = await start()
    const [gate, copy] = [join(runner.dataFolder, 'gate'), join(runner.dataFolder, 'copy')]
    const child = runner.client.sh(
      `put() { echo "$@"; echo "$@" >> ${copy}; }; i=0; until [ -e ${gate} ]; do i=$((i+1)); ${write('put')}; sleep 0.002; done`,
      { secrets: ['SECRET'] },
    )
    await child.started()
    let client: Client = runner.client
    for (let kill = 0; kill < 4; kill++) {
      const { pid } = client.welcome
      await client.hear((message) => (message.type === 'grew' ? message : undefined))
      process.kill(pid, 'SIGKILL')
      client = await connectAgain(runner, pid)
    }
    writeFileSync(gate, '')
    expect(await endOf(client, child.attemptId)).toMatchObject({ code: 0, droppedBytes: 0, leftBehind: 0 })
    const log = readFileSync(child.logPath, 'utf8')
    const written = readFileSync(copy, 'utf8').replaceAll('SECRET', '***')
    // Two pipes have no common order.
    const linesOf = (text: string, start: string) => text.split('\n').filter((line) => line.startsWith(start))
    for (const start of ['out', 'err', 'part']) expect(linesOf(log, start)).toEqual(linesOf(written, start))
    expect(log.split('\n').sort()).toEqual(written.split('\n').sort())
  })

  it('its timeouts hold while it stands still', async () => {
    const runner = await start()
    const child = runner.client.sh('trap "" TERM; echo ready; while :; do sleep 0.02; done', { timeoutMs: 2_000, graceMs: 200 })
    const pid = await child.started()
    process.kill(runner.runnerPid, 'SIGSTOP')
    onTestFinished(() => void process.kill(runner.runnerPid, 'SIGCONT'))
    await until(() => !isAlive(pid))
    process.kill(runner.runnerPid, 'SIGCONT')
    expect(await child.ended()).toMatchObject({ cause: 'timeout', signal: 'SIGKILL' })
    expect(readFileSync(child.logPath, 'utf8')).toBe(
      'ready\n[LocalFlow] timeout after 2 s: SIGTERM\n[LocalFlow] still running after 0.2 s: SIGKILL\n',
    )
  })
})

it('hands over to the runner of a newer engine, which goes on with all that runs', async () => {
  const { client, dataFolder, path, secret, runnerPid, connect } = await start()
  const gate = join(dataFolder, 'gate')
  const child = client.sh(`echo one; until [ -e ${gate} ]; do sleep 0.02; done; echo two`)
  await child.wrote()
  client.close()
  const words = [process.execPath, '--title=newer', runnerScript, dataFolder].map((word) => `${word}\0`)
  writeFileSync(join(dataFolder, 'runner', 'command'), words.join(''))
  await until(async () => {
    await sayRaw(path, (socket, hello) => {
      const { nonce } = JSON.parse(hello) as { nonce: string }
      const proof = proofOf(secret, 'engine', nonce)
      socket.write(`${JSON.stringify({ type: 'auth', version: protocolVersion + 1, nonce: 'n', proof })}\n`)
    }).catch(() => '')
    return !isAlive(runnerPid)
  })
  const next = await until(() => connect().catch(() => null))
  expect(readFileSync(`/proc/${next?.welcome.pid}/cmdline`, 'utf8')).toMatch(/^newer\0/)
  writeFileSync(gate, '')
  expect(await endOf(next as Client, child.attemptId)).toMatchObject({ code: 0, lines: 2 })
  expect(readFileSync(child.logPath, 'utf8')).toBe('one\ntwo\n')
})

describe('when another process is killed', () => {
  it('a keeper, its program and all that it started end, and are lost; the others go on', async () => {
    const { client } = await start()
    const [one, other] = [client.sh('setsid sleep 61 & sleep 62'), client.sh('sleep 0.5')]
    const pid = await one.started()
    await other.started()
    const daemon = await until(() => childrenOf(pid).find((child) => readStat(child)?.group === child))
    process.kill(parentOf(pid), 'SIGKILL')
    expect(await one.ended()).toMatchObject({ lost: true, pid })
    expect([pid, Number(daemon)].filter(isAlive)).toEqual([])
    expect(await other.ended()).toMatchObject({ code: 0 })
    expect(await client.run('true')).toMatchObject({ code: 0 })
  })

  it('the spawner, all programs end, the runner leaves, and the logs say so', async () => {
    const { client, spawner, runnerPid } = await start()
    const child = client.sh('echo ready; setsid sleep 63 & sleep 64')
    const pid = await child.started()
    const daemon = await until(() => childrenOf(pid).find((one) => readStat(one)?.group === one))
    await child.wrote()
    process.kill(spawner, 'SIGKILL')
    await until(() => !isAlive(pid) && !isAlive(Number(daemon)) && !isAlive(runnerPid))
    expect(readFileSync(child.logPath, 'utf8')).toBe(
      'ready\n[LocalFlow] the supervisor of this run ended unexpectedly: its last output may be missing\n',
    )
  })
})

it.each(['spawner', 'keeper'] as const)(
  'a %s that stands still for a while delays the end of a run, and loses nothing',
  async (which) => {
    const { client, spawner, dataFolder } = await start()
    const [gate, file] = [join(dataFolder, 'gate'), join(dataFolder, 'ended')]
    const child = client.sh(`echo one; until [ -e ${gate} ]; do sleep 0.02; done; echo two; echo > ${file}; exit 5`)
    const pid = await child.started()
    const still = which === 'spawner' ? spawner : parentOf(pid)
    process.kill(still, 'SIGSTOP')
    writeFileSync(gate, '')
    await until(() => existsSync(file) && !isAlive(pid))
    expect(client.said.some(({ type }) => type === 'ended')).toBe(false)
    process.kill(still, 'SIGCONT')
    expect(await child.ended()).toMatchObject({ code: 5, lines: 2, leftBehind: 0 })
    expect(readFileSync(child.logPath, 'utf8')).toBe('one\ntwo\n')
  },
)

it('without its runner and its folder the spawner leaves, and all that it kept ends', async () => {
  const { client, dataFolder, runnerPid, exit } = await start()
  const pid = await client.sh('sleep 67').started()
  rmSync(join(dataFolder, 'runner'), { recursive: true })
  process.kill(runnerPid, 'SIGKILL')
  expect(await exit).toBe(0)
  await until(() => !isAlive(pid))
})

it('gives programs the limit of open files that LocalFlow was started with, its umask, and a share of the blame for used up memory', async () => {
  const { client } = await start()
  const child = client.sh('ulimit -n; umask; cat /proc/self/oom_score_adj')
  expect(await child.ended()).toMatchObject({ code: 0 })
  const umask = process.umask().toString(8).padStart(4, '0')
  expect(readFileSync(child.logPath, 'utf8')).toBe(`512\n${umask}\n200\n`)
})

it('tells the processor time and the memory of a program that no sample saw, with those of its children', async () => {
  const { client } = await start()
  const use =
    'const all = Buffer.alloc(64e6, 1); for (const end = process.cpuUsage().user + 5e4; process.cpuUsage().user < end; );'
  const { usage } = await client.sh(`"${process.execPath}" -e '${use}'`).ended()
  expect(usage?.cpuMs).toBeGreaterThan(50)
  expect(usage?.peakMemory).toBeGreaterThan(64e6)
  expect((await client.run('true')).usage).toMatchObject({ warnings: [], survivors: [] })
})

describe('a program that is stopped', () => {
  it('takes along what left its session with an empty environment, every time', async () => {
    const { client, dataFolder } = await start()
    for (let time = 0; time < 10; time++) {
      const file = join(dataFolder, `pid-${time}`)
      const child = client.sh(`env -i setsid /bin/sh -c '(echo $$ > ${file}; exec sleep 65) > /dev/null 2>&1 &' ; sleep 66`)
      const pid = await child.started()
      await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '')
      child.stop()
      expect(await child.ended()).toMatchObject({ cause: 'stop', leftBehind: 0 })
      expect(groupOf(pid)).toEqual([])
      expect(isAlive(Number(readFileSync(file, 'utf8')))).toBe(false)
    }
  })
})

it('lists a stopped program that has become another user and refuses to die, and ends its run', async ({ skip }) => {
  if (process.getuid?.() !== 0) skip('only root can make a program that becomes root')
  const runner = await startTestRunner({ withoutRights: true })
  const [client, program] = [await runner.connect(), join(runner.dataFolder, 'becomes-root')]
  const source = '#include <unistd.h>\nint main(void) { return setuid(0) || write(1, "root\\n", 5) != 5 || pause(); }'
  execFileSync('cc', ['-x', 'c', '-o', program, '-'], { input: source })
  chmodSync(program, 0o4755)
  const child = client.start(program)
  const pid = await child.started()
  onTestFinished(() => void process.kill(pid, 'SIGKILL'))
  await child.wrote()
  child.stop()
  const outcome = await child.ended()
  expect(outcome).toMatchObject({ cause: 'stop', code: null, signal: null, leftBehind: 1, usage: { survivors: [{ pid }] } })
  expect(isAlive(pid)).toBe(true)
  expect(await client.run('true')).toMatchObject({ code: 0 })
})

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
