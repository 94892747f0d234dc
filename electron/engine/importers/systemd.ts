import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Found } from '../../../shared/model/import.ts'
import { runProgram } from './program.ts'

const filesMost = 500
const bytesMost = 256 * 1024

type Units = Found['units']

/** The timers of this person. */
export function createSystemdUnits(env: Record<string, string>) {
  const folder = join(env['XDG_CONFIG_HOME'] || join(env['HOME'] ?? '/', '.config'), 'systemd', 'user')

  async function unitOf(name: string): Promise<Units> {
    const path = join(folder, name)
    const size = await stat(path).then(
      ({ size }) => size,
      () => Number.POSITIVE_INFINITY,
    )
    return size > bytesMost ? [] : [{ name, text: await readFile(path, 'utf8') }]
  }

  async function systemctl(verb: 'enable' | 'disable', timers: string[]): Promise<void> {
    const { code, stderr } = await runProgram('systemctl', ['--user', verb, '--now', '--', ...timers], env)
    if (code !== 0)
      throw new AppError('unavailable', `systemctl could not ${verb} them: ${stderr.trim() || `it ended with ${code}`}`)
  }

  return {
    folder,
    async read(): Promise<Units> {
      const names = await readdir(folder).catch(() => [] as string[])
      const wanted = names.filter((name) => /\.(timer|service)$/.test(name)).slice(0, filesMost)
      return (await Promise.all(wanted.sort().map(unitOf))).flat()
    },
    disable: (timers: string[]): Promise<void> => systemctl('disable', timers),
    enable: (timers: string[]): Promise<void> => systemctl('enable', timers),
  }
}
