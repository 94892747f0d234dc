import { sep } from 'node:path'
import type { Claim } from '../queue/queue.ts'

/** What people call a program: its job, or its node of a flow. */
export const programName = ({ runKind, nodeKey, title }: Claim): string =>
  runKind === 'flow' ? nodeKey.replace(/#\d+(\/\d+)?$/, '') : title

/** Scripts are files named by their hash. An error says the name of the job or node instead: `backup: line 4: rsync: not found`. */
export function withScriptName(error: string, folder: string, name: string): string {
  const at = error.indexOf(folder + sep)
  if (at === -1) return error
  const path = new RegExp(`${escaped(folder + sep)}[0-9a-f]{64}(?:\\.ps1|\\.cmd)?(: (?=\\d+: ))?`, 'g')
  // Some shells leave out the word "line".
  return error.replace(path, (_, number: string | undefined) => (number === undefined ? name : `${name}: line `))
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
