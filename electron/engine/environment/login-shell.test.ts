import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isAlive, temporaryFolder, until } from '../testing/engine.ts'
import { captureLoginShell } from './login-shell.ts'

/** A login shell of a person; it gets `-ilc COMMAND`. */
function shellOf(script: string, name = 'myshell'): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

const own = { PATH: process.env['PATH'] ?? '', HOME: '/nowhere' }
const capture = (script: string, env: Record<string, string> = {}, name?: string) =>
  captureLoginShell({ ...own, ...env, SHELL: shellOf(script, name) })
const answer = 'sh -c "$2"'

describe('the environment of a login shell', () => {
  it('is the one that its start-up files set', async () => {
    const { env, shell, tookMs } = await capture(`export TOOLS=/opt/tools PATH="/opt/tools:$PATH"; ${answer}`)
    expect(env).toMatchObject({ TOOLS: '/opt/tools', PATH: `/opt/tools:${own.PATH}`, HOME: '/nowhere' })
    expect([shell.endsWith('/myshell'), tookMs > 0]).toEqual([true, true])
  })

  it('is separated from the output of its start-up files, before and after', async () => {
    const noise = 'echo "A=noise"; printf "B=more\\0C=noise\\0"; echo oops >&2'
    const { env } = await capture(`${noise}; export REAL=1; ${answer}; ${noise}`)
    expect(env).toMatchObject({ REAL: '1' })
    for (const name of ['A', 'B', 'C']) expect(env).not.toHaveProperty(name)
  })

  it('keeps values of many lines, with equal signs, quotes and words of any language', async () => {
    const LINES = 'first\nSECOND=not a name\n\nlast "quoted" $HOME naïve 日本\t'
    expect((await capture(answer, { LINES, EMPTY: '' })).env).toMatchObject({ LINES, EMPTY: '' })
  })

  it('has no variables of the query itself', async () => {
    const { env } = await capture(answer, { PWD: '/', OLDPWD: '/tmp', TERM: 'xterm', SHLVL: '7' })
    for (const name of ['_', 'PWD', 'OLDPWD', 'TERM', 'SHLVL', 'DISABLE_AUTO_UPDATE', 'ZSH_TMUX_AUTOSTART'])
      expect(env).not.toHaveProperty(name)
  })

  it('of a plain sh, a dash, a bash and a csh is asked for in the way that each understands', async () => {
    const told = 'SAID="$*"; for last; do :; done; export SAID; sh -c "$last"'
    const saidTo = async (name: string) => (await capture(told, {}, name)).env['SAID'] ?? ''
    expect(await saidTo('sh')).toMatch(/^-l -c printf/)
    expect(await saidTo('dash')).toMatch(/^-l -c printf/)
    expect(await saidTo('tcsh')).toMatch(/^-c printf/)
    expect(await saidTo('bash')).toMatch(/^-ilc printf/)
    expect(await saidTo('zsh')).toMatch(/^-ilc printf/)
  })

  it('comes from the real shells of this computer', async () => {
    for (const shell of ['/bin/sh', '/bin/bash'])
      expect((await captureLoginShell({ ...own, HOME: temporaryFolder(), SHELL: shell, MARK: 'mine' })).env).toMatchObject({
        MARK: 'mine',
      })
  })

  it('is the whole of a large one', async () => {
    const { env } = await capture(
      `i=0; while [ $i -lt 30 ]; do export "V$i=$(head -c 20000 /dev/zero | tr '\\0' x)"; i=$((i+1)); done; ${answer}`,
    )
    expect(Object.keys(env).filter((name) => /^V\d+$/.test(name) && env[name]?.length === 20_000)).toHaveLength(30)
  })
})

describe('a login shell that cannot be asked', () => {
  it.each([
    ['that prints nothing', 'exit 0'],
    ['that ends with an error', 'echo "myshell: bad option" >&2; exit 2'],
    ['that prints something else', 'env -0'],
    ['that starts to answer and dies', `sh -c "$2" | head -c 60; kill -9 $$`],
  ])('%s is named', async (_, script) => {
    await expect(capture(script)).rejects.toThrow(/\/myshell did not report its environment$/)
  })

  it('because there is none is named in the error', async () => {
    await expect(captureLoginShell({ ...own, SHELL: '/no/such/shell' })).rejects.toThrow(
      '/no/such/shell failed to start (ENOENT)',
    )
  })

  it('because it never stops printing is given up', async () => {
    await expect(capture('exec yes')).rejects.toThrow('printed more than 4 MB')
  })

  // Each waits the ten seconds out, so they wait together.
  it.concurrent('because it hangs is given up, and nothing of it lives on', { timeout: 30_000 }, async () => {
    const folder = temporaryFolder()
    const pidFile = join(folder, 'pid')
    const asked = capture(`sleep 300 & echo $! > ${pidFile}; wait`)
    await expect(asked).rejects.toThrow('did not respond within 10 s')
    const pid = Number(readFileSync(pidFile, 'utf8'))
    await until(() => !isAlive(pid))
  })

  it.concurrent('because it hangs is stopped gently: locks of its start-up files are released', { timeout: 30_000 }, async () => {
    const lock = join(temporaryFolder(), 'lock')
    const tool = `trap "rm ${lock}; exit 1" TERM; touch ${lock}; while :; do sleep 0.1; done`
    await expect(capture(`sh -c '${tool}'`)).rejects.toThrow('did not respond within 10 s')
    await until(() => !existsSync(lock))
  })

  it('because the engine stops is given up at once, and nothing of it lives on', async () => {
    const pidFile = join(temporaryFolder(), 'pid')
    const stop = new AbortController()
    const asked = captureLoginShell({ ...own, SHELL: shellOf(`sleep 300 & echo $! > ${pidFile}; wait`) }, stop.signal)
    void until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8').endsWith('\n')).then(() => stop.abort())
    await expect(asked).rejects.toThrow('LocalFlow stopped waiting for')
    await until(() => !isAlive(Number(readFileSync(pidFile, 'utf8'))))
  })

  it('leaves behind no process of its start-up files', async () => {
    const { env } = await capture(`sleep 300 & export BEGUN=$!; ${answer}`)
    await until(() => !isAlive(Number(env['BEGUN'])))
  })
})
