import { homedir } from 'node:os'
import { join } from 'node:path'
import type { ScriptBody } from '../../../shared/model/job.ts'

/** The interpreter of the spec, else that of the script's first line, else the shell of the system. */
export const interpreterOf = ({ script, interpreter }: Pick<ScriptBody, 'script' | 'interpreter'>): string[] =>
  interpreter.length > 0 ? interpreter : (shebangOf(script) ?? systemShell())

const systemShell = (): string[] => (process.platform === 'win32' ? ['powershell', '-NoProfile', '-File'] : ['/bin/sh'])

/** The #! line as the kernel reads it: a path and, if anything follows, one argument. `env -S` splits its own. */
export function shebangOf(script: string): string[] | null {
  const line = /^#![ \t]*(\S+)(?:[ \t]+(.*?))?[ \t]*\r?(?:\n|$)/.exec(script)
  if (!line?.[1]) return null
  return line[2] ? [line[1], line[2]] : [line[1]]
}

export function expandHome(path: string): string {
  if (path === '~') return homedir()
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path
}
