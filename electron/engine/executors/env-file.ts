import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { limits } from '../../../shared/model/limits.ts'
import { expandHome } from '../base/program-line.ts'

const largest = 1024 * 1024

/** The variables of a .env file, relative to the working folder. Throws with the file's name and its problem. */
export async function readEnvFile(path: string, cwd: string): Promise<Record<string, string>> {
  const full = resolve(cwd, expandHome(path))
  let text: string
  try {
    const found = await stat(full)
    // A path that is not a file may have no end, or block its reader indefinitely.
    if (!found.isFile() && !found.isDirectory()) throw new Error('it is not a file')
    if (found.size > largest) throw new Error('it is larger than 1 MB')
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(full))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw new Error(`the environment file ${full} is not a text file in UTF-8`)
    throw new Error(
      `the environment file ${full} ${code === 'ENOENT' ? 'does not exist' : `cannot be read (${code ?? message})`}`,
    )
  }
  if (text.includes('\0')) throw new Error(`the environment file ${full} is not a text file in UTF-8`)
  const variables = Object.entries(parseEnv(text)).filter((entry): entry is [string, string] => entry[1] !== undefined)
  if (variables.length > limits.envEntries)
    throw new Error(`the environment file ${full} has more than ${limits.envEntries} variables`)
  return Object.fromEntries(variables)
}
