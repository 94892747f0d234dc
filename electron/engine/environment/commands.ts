import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, isAbsolute, join, resolve } from 'node:path'
import type { Spec } from '../../../shared/model/job.ts'
import { expandHome, interpreterOf } from '../base/program-line.ts'

/** What a job runs, and in which surroundings; without a body, what most computers have. */
export type Program = Pick<Spec, 'cwd' | 'env'> & { body: Spec['body'] | null }

/** What differs from the job as it is saved. */
export type Edited = { [K in keyof Program]?: Program[K] | undefined }

export const editedProgram = (saved: Program, { body = saved.body, cwd = saved.cwd, env = saved.env }: Edited): Program => ({
  ...{ body, cwd, env },
})

/** Words at the start of a line, or after a token that starts a new command. */
const commandWord =
  /(?:^|[;&|(`!])[ \t]*(?:(?:if|elif|while|until|then|do|else|exec|sudo|env|time|nohup|[A-Za-z_]\w*=\S*)[ \t]+)*(?=([A-Za-z_][\w.+-]*)(?=[ \t;|&\n)]|$))/gm
const notCommands = new Set(
  'if then else elif fi for in do done while until case esac function return exit export local set unset shift break continue trap eval source echo printf read cd test true false wait exec sudo env time nohup declare readonly alias let'.split(
    ' ',
  ),
)
const mostWords = 50

/** The programs that a job names: its command, or the words of a shell script in command position. */
export function wordsOf(body: Program['body']): string[] {
  if (body === null) return ['sh', 'bash', 'git', 'node', 'python3', 'lf']
  if (body.kind === 'command') return [body.command]
  if (body.kind !== 'script') return []
  const [first = '', second = ''] = interpreterOf(body)
  const program = first.endsWith('/env') ? second : first
  const isShell = /(^|\/)(ba|z|da|k)?sh$/.test(program)
  const words = isShell ? [...body.script.replaceAll(/#.*$/gm, '').matchAll(commandWord)].flatMap(([, word]) => word ?? []) : []
  return [...new Set([program, ...words.filter((word) => !notCommands.has(word))])]
    .filter((word) => word !== '')
    .slice(0, mostWords)
}

/** The path of a command, as the system would find it from the working folder; null if it does not. */
export async function resolveCommand(word: string, path: string | undefined, cwd: string | null): Promise<string | null> {
  const name = expandHome(word)
  if (isAbsolute(name) || name.includes('/')) {
    const full = resolve(cwd === null ? homedir() : expandHome(cwd), name)
    return (await isProgram(full)) ? full : null
  }
  for (const folder of (path ?? '').split(delimiter))
    if (folder !== '' && (await isProgram(join(folder, name)))) return join(folder, name)
  return null
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}
