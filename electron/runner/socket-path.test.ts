import { chmodSync, chownSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../engine/testing/engine.ts'
import { prepareSocketFolder, socketPath, socketProblem } from './socket-path.ts'

/** A data folder whose path leaves no room for a socket. */
function longFolder(): string {
  const folder = join(temporaryFolder(), 'long'.repeat(25))
  mkdirSync(folder, { mode: 0o700 })
  return folder
}

function runtimeFolder(): string {
  const folder = temporaryFolder()
  vi.stubEnv('XDG_RUNTIME_DIR', folder)
  return folder
}

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)

describe.skipIf(process.platform === 'win32')('the folder of the sockets', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  it('is in the data folder, whichever link leads there, and lets only its owner in', () => {
    const [folder, link] = [temporaryFolder(), join(temporaryFolder(), 'link')]
    symlinkSync(folder, link)
    prepareSocketFolder(link)
    expect([socketPath(link, 'lf'), socketPath(folder, 'lf')]).toEqual(Array(2).fill(join(folder, 'sockets', 'lf')))
    expect(modeOf(join(folder, 'sockets'))).toBe('700')
  })

  it('is in the runtime folder of the login if paths are too long, and is found from another environment', () => {
    const [folder, runtime] = [longFolder(), runtimeFolder()]
    prepareSocketFolder(folder)
    const path = socketPath(folder, 'lf')
    expect(path.startsWith(`${runtime}/localflow-`)).toBe(true)
    vi.stubEnv('XDG_RUNTIME_DIR', '')
    vi.stubEnv('TMPDIR', temporaryFolder())
    prepareSocketFolder(folder)
    expect(socketPath(folder, 'lf')).toBe(path)
  })

  it('is made elsewhere when the runtime folder is gone, and noted', () => {
    const [folder, runtime] = [longFolder(), runtimeFolder()]
    writeFileSync(join(folder, 'sockets-folder'), `${runtime}/taken\n`)
    writeFileSync(join(runtime, 'taken'), 'no folder')
    prepareSocketFolder(folder)
    expect(readFileSync(join(folder, 'sockets-folder'), 'utf8')).toMatch(`${runtime}/localflow-`)
  })

  it('is not a runtime folder that others can enter', () => {
    const [folder, runtime] = [longFolder(), runtimeFolder()]
    chmodSync(runtime, 0o755)
    vi.stubEnv('TMPDIR', temporaryFolder())
    expect(socketPath(folder, 'lf').startsWith(runtime)).toBe(false)
  })

  it.each([
    ['others can enter it', (path: string) => mkdirSync(path, { mode: 0o755 })],
    ['it is a symbolic link', (path: string) => symlinkSync(temporaryFolder(), path)],
    ['it is not a folder', (path: string) => writeFileSync(path, '')],
  ])('in the temporary folder that another account made first is refused: %s', (_, squat) => {
    const folder = longFolder()
    vi.stubEnv('XDG_RUNTIME_DIR', '')
    vi.stubEnv('TMPDIR', temporaryFolder())
    const path = socketPath(folder, 'lf')
    squat(join(path, '..'))
    expect(() => prepareSocketFolder(folder)).toThrow(
      /Could not use the folder \S+ for sockets: .*Delete it, or choose another data folder/,
    )
  })

  it.skipIf(process.getuid?.() !== 0)('that another account made is refused, and its socket gets no token', () => {
    const folder = longFolder()
    vi.stubEnv('XDG_RUNTIME_DIR', '')
    vi.stubEnv('TMPDIR', temporaryFolder())
    const path = socketPath(folder, 'lf')
    mkdirSync(join(path, '..'), { mode: 0o700 })
    writeFileSync(path, '')
    expect(socketProblem(folder, path)).toBeNull()
    chownSync(join(path, '..'), 65_534, 65_534)
    expect(() => prepareSocketFolder(folder)).toThrow(/another account made it/)
    expect(socketProblem(folder, path)).toBe('another account made it')
  })
})
