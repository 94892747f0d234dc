import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { extractAll, listPackage } from '@electron/asar'
import { expect, test } from '@playwright/test'
import { Arch, build, Platform } from 'electron-builder'
import { skipSaying } from './crash/disk-fixtures.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** As much of Electron as the packager touches: a file with the place where it sets the fuses. */
function standIn(folder: string): string {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  const fuses = Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9]), Buffer.from('1'.repeat(9))])
  writeFileSync(join(folder, 'electron'), fuses)
  chmodSync(join(folder, 'electron'), 0o755)
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as { version: string }
  writeFileSync(join(folder, 'version'), version)
  return folder
}

test('a package holds what LocalFlow needs, for one system alone, and its programs run from where they are unpacked', async () => {
  test.slow()
  if (process.platform !== 'linux') skipSaying(test.info(), 'the stand-in for Electron is one of Linux')
  const folder = mkdtempSync(join(tmpdir(), 'localflow-package-'))
  try {
    await build({
      projectDir: root,
      targets: Platform.LINUX.createTarget('dir', Arch.x64, Arch.arm64),
      config: { electronDist: standIn(join(folder, 'electron')), directories: { output: join(folder, 'dist') } },
    })
    const resourcesOf = (arch: string): string =>
      join(folder, 'dist', arch === 'x64' ? 'linux-unpacked' : `linux-${arch}-unpacked`, 'resources')
    for (const arch of ['x64', 'arm64'])
      expect(
        listPackage(join(resourcesOf(arch), 'app.asar'), { isPack: false }).filter((path) => /\.node$|spawner/.test(path)),
      ).toEqual([
        ...(arch === process.arch ? [`/out/native/linux-${arch}/spawner`] : []),
        `/node_modules/better-sqlite3/prebuilds/linux-${arch}.node`,
      ])
    const resources = resourcesOf(process.arch)
    const archive = join(resources, 'app.asar')
    const files = listPackage(archive, { isPack: false })
    expect(files).toEqual(expect.arrayContaining(['/LICENSE', '/README.md', '/docs/flows.md', '/migrations/0001_start.sql']))
    const first = ['CHANGELOG.md', 'LICENSE', 'README.md', 'docs', 'migrations', 'node_modules', 'out', 'package.json']
    expect([...new Set(files.map((path) => path.split('/')[1]))].sort()).toEqual(first)
    expect(files.filter((path) => /\/(deps|src|locales)\//.test(path))).toEqual([])

    const unpacked = join(resources, 'app.asar.unpacked')
    for (const name of ['runner', 'reader', 'keeper']) expect(existsSync(join(unpacked, 'out/main', `${name}.js`))).toBe(true)
    const usage = spawnSync(join(unpacked, 'out/native', `linux-${process.arch}`, 'spawner'), { encoding: 'utf8' })
    expect(usage).toMatchObject({ status: 2, stderr: expect.stringContaining('usage: spawner') })
    const reader = new Worker(join(unpacked, 'out/main/reader.js'), { workerData: 'start: a\nnodes: { a: { kind: timer } }' })
    const reading = await new Promise<{ definition: object | null }>((done, fail) => {
      reader.once('message', done)
      reader.once('error', fail)
    })
    expect(reading.definition).not.toBeNull()
    const driver = `require(${JSON.stringify(join(unpacked, 'node_modules/better-sqlite3'))})(':memory:')`
    expect(spawnSync(process.execPath, ['-e', driver], { encoding: 'utf8' }).stderr).toBe('')

    const app = join(folder, 'app')
    extractAll(archive, app)
    const lf = [join(app, 'out/main/lf.js'), '--data', join(folder, 'data'), 'exec', '--', 'echo', 'packed']
    expect(spawnSync(process.execPath, lf, { encoding: 'utf8' })).toMatchObject({ status: 0, stdout: 'packed\n' })
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
})
