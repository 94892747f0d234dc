import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Found } from '../../../shared/model/import.ts'
import { runProgram } from './program.ts'

const filesMost = 500
const bytesMost = 256 * 1024

type Units = Found['units']

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

/** The timers of this person. */
export function createSystemdUnits(env: Record<string, string>) {
  const folder = join(env['XDG_CONFIG_HOME'] || join(env['HOME'] ?? '/', '.config'), 'systemd', 'user')

  async function textOf(path: string): Promise<string> {
    const size = await stat(path).then(
      (stats) => stats.size,
      () => Number.POSITIVE_INFINITY,
    )
    return size > bytesMost ? '' : readFile(path, 'utf8')
  }

  /** With the overrides of `systemctl --user edit`, in systemd's order. */
  async function unitOf(name: string, enabled: ReadonlySet<string>): Promise<Units[number]> {
    const over = (await namesIn(join(folder, `${name}.d`))).filter((file) => file.endsWith('.conf')).sort()
    const texts = await Promise.all([join(folder, name), ...over.map((file) => join(folder, `${name}.d`, file))].map(textOf))
    return { name, text: texts.join('\n'), enabled: !name.endsWith('.timer') || enabled.has(name) }
  }

  /** Timers that a target wants, which start automatically. */
  async function enabledTimers(names: string[]): Promise<Set<string>> {
    const wants = names.filter((name) => /\.(wants|requires)$/.test(name))
    return new Set((await Promise.all(wants.map((name) => namesIn(join(folder, name))))).flat())
  }

  async function systemctl(verb: 'enable' | 'disable', timers: string[]): Promise<void> {
    const { code, stderr } = await runProgram('systemctl', ['--user', verb, '--now', '--', ...timers], env)
    if (code !== 0)
      throw new AppError('unavailable', `Could not ${verb} the timers: ${stderr.trim() || `systemctl exited with code ${code}`}`)
  }

  return {
    folder,
    async read(): Promise<Units> {
      const names = await namesIn(folder)
      const enabled = await enabledTimers(names)
      const wanted = names.filter((name) => /\.(timer|service)$/.test(name)).slice(0, filesMost)
      return Promise.all(wanted.sort().map((name) => unitOf(name, enabled)))
    },
    disable: (timers: string[]): Promise<void> => systemctl('disable', timers),
    enable: (timers: string[]): Promise<void> => systemctl('enable', timers),
  }
}
