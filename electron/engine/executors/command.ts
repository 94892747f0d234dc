import { createHash } from 'node:crypto'
import { utimesSync } from 'node:fs'
import { mkdir, open, rename } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { assertNever } from '../../../shared/errors.ts'
import type { ShellBody } from '../../../shared/model/job.ts'
import { expandHome, interpreterOf } from '../base/program-line.ts'
import type { TaskSpec } from '../store/tasks.ts'

export type Command = { file: string; args: string[]; cwd: string }

/**
 * The command that the runner starts for a spec. Scripts are stored as files by their hash, so that the runs of a job share
 * one.
 */
export async function commandOf(spec: TaskSpec, scriptFolder: string): Promise<Command> {
  const { body, cwd } = spec
  if (body.kind !== 'script' && body.kind !== 'command') throw new Error(`not a program: ${body.kind}`)
  const [file = '', ...args] = await argvOf(body, scriptFolder)
  return { file, args, cwd: cwd === null ? homedir() : expandHome(cwd) }
}

async function argvOf(body: ShellBody, scriptFolder: string): Promise<string[]> {
  switch (body.kind) {
    case 'command':
      return [expandHome(body.command), ...body.args]
    case 'script': {
      const interpreter = interpreterOf(body)
      return [...interpreter, await keepScript(body.script, interpreter[0] ?? '', scriptFolder), ...(body.args ?? [])]
    }
    default:
      return assertNever(body)
  }
}

/** PowerShell and cmd require a file extension. */
function endingFor(interpreter: string): string {
  if (/(^|[\\/])(powershell|pwsh)(\.exe)?$/i.test(interpreter)) return '.ps1'
  if (/(^|[\\/])cmd(\.exe)?$/i.test(interpreter)) return '.cmd'
  return ''
}

async function keepScript(script: string, interpreter: string, folder: string): Promise<string> {
  const hash = createHash('sha256').update(script).digest('hex')
  const path = join(folder, hash + endingFor(interpreter))
  if (isThere(path)) return path
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
  const file = await open(draft, 'wx', 0o500)
  try {
    await file.writeFile(script)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
  return path
}

/** Marks the file as used today, because files unused for long are deleted. */
function isThere(path: string): boolean {
  const now = new Date()
  try {
    utimesSync(path, now, now)
    return true
  } catch {
    return false
  }
}
