import { extname } from 'node:path'
import { shebangOf } from '../../engine/base/program-line.ts'

const interpreters: Record<string, string[]> = {
  '.bash': ['bash'],
  '.cjs': ['node'],
  '.fish': ['fish'],
  '.js': ['node'],
  '.lua': ['lua'],
  '.mjs': ['node'],
  '.php': ['php'],
  '.pl': ['perl'],
  '.ps1': ['pwsh', '-File'],
  '.py': ['python3'],
  '.r': ['Rscript'],
  '.rb': ['ruby'],
  '.zsh': ['zsh'],
}

/** The interpreter that the extension of a script file names, unless its first line names one. */
export const interpreterOfFile = (path: string, script: string): string[] =>
  shebangOf(script) === null ? (interpreters[extname(path).toLowerCase()] ?? []) : []
