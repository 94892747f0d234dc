import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { installationOf } from '../electron/hosts/installation.ts'

const root = join(import.meta.dirname, '..')
const text = (path: string): string => readFileSync(join(root, path), 'utf8')

type Config = { files: string[]; asarUnpack: string[] } & Record<'linux' | 'mac' | 'win', { icon: string; files: string[] }>
const config = parse(text('electron-builder.yml')) as Config
const { homepage, author } = JSON.parse(text('package.json')) as { homepage: string; author: string }

type Validator = { validateConfiguration(config: unknown, log: { isEnabled: boolean }): Promise<void> }
const { validateConfiguration } = createRequire(import.meta.url)('app-builder-lib/out/util/config/config.js') as Validator
const validate = (given: object): Promise<void> => validateConfiguration(structuredClone(given), { isEnabled: false })

/** The sizes of the PNGs in an icon file, and whether each equals the PNG next to it. */
function imagesIn(path: string): number[] {
  const bytes = readFileSync(join(root, path))
  const mark = Buffer.from('89504e470d0a1a0a', 'hex')
  const sizes: number[] = []
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) sizes.push(bytes.readUInt32BE(at + 16))
  return sizes
}

describe('the configuration of the packages', () => {
  it("is valid in electron-builder's own schema", async () => {
    await validate(config)
    await expect(validate({ ...config, iccon: 'x.png' })).rejects.toThrow("unknown property 'iccon'")
  })

  it('names files that exist', () => {
    const named = config.files.filter((pattern) => !/^!|^out\/|\$\{/.test(pattern)).map((pattern) => pattern.replace('/**', ''))
    expect(named).toEqual(expect.arrayContaining(['LICENSE', 'docs', 'migrations', 'package.json']))
    for (const path of [...named, config.linux.icon, config.mac.icon, config.win.icon])
      expect(existsSync(join(root, path)), path).toBe(true)
  })

  it('has an icon in every size that a system asks for', () => {
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024])
      expect(imagesIn(`${config.linux.icon}/${size}x${size}.png`)).toEqual([size])
    expect(imagesIn(config.win.icon)).toEqual([16, 24, 32, 48, 64, 256])
    expect(imagesIn(config.mac.icon)).toEqual([16, 32, 32, 64, 128, 256, 256, 512, 512, 1024])
    expect(statSync(join(root, config.mac.icon)).size).toBeLessThan(100_000)
  })

  it('names whom a Debian package must name', () => {
    expect(new URL(homepage).protocol).toBe('https:')
    expect(author).toMatch(/^.+ <[^@\s]+@[^@\s]+>$/)
  })

  it('leaves out the database driver of other systems', () => {
    const drivers = readdirSync(join(root, 'node_modules/better-sqlite3/prebuilds'))
    for (const [key, name] of [
      ['linux', 'linux'],
      ['mac', 'darwin'],
      ['win', 'win32'],
    ] as const) {
      expect(config[key].files).toEqual(['LICENSE', `!node_modules/better-sqlite3/prebuilds/!(${name}-\${arch}.node)`])
      for (const arch of ['x64', 'arm64']) expect(drivers).toContain(`${name}-${arch}.node`)
    }
  })

  it('unpacks every program that runs as a process or thread of its own', () => {
    const entry = pathToFileURL('/opt/LocalFlow/resources/app.asar/out/main/lf.js').href
    const programs = Object.entries(installationOf(entry, '')).flatMap(([name, path]) =>
      name.endsWith('Script') && typeof path === 'string' ? [path] : [],
    )
    const [, inputs = ''] = /main: \{[\s\S]*?input: \{([^}]*)\}/.exec(text('electron.vite.config.ts')) ?? []
    const built = [...inputs.matchAll(/([\w-]+)'?: '/g)].map(([, name]) => `out/main/${name}.js`)
    const unpacked = programs.map((path) => path.replaceAll('\\', '/').split('/app.asar.unpacked/')[1])
    expect(unpacked.sort()).toEqual(built.filter((path) => !/\/(desktop|lf)\.js$/.test(path)).sort())
    expect(config.asarUnpack).toEqual(expect.arrayContaining(unpacked))
  })
})
