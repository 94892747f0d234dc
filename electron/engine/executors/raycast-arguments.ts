import type { Params } from '../../../shared/model/params.ts'
import { readHeader } from '../../../shared/params/header.ts'
import type { TaskSpec } from '../store/tasks.ts'

/**
 * The arguments of a Raycast script, which reads them by their place. Secret ones are in their variables alone, because others
 * can see the arguments of a program. Arguments in the settings of the job take their place.
 */
export function raycastArguments(body: TaskSpec['body'], params: Params): string[] {
  if (body.kind !== 'script' || (body.args ?? []).length > 0 || !/@raycast\.argument[1-9]/.test(body.script)) return []
  const declared = readHeader(body.script).params
  const places = Object.keys(declared).flatMap((name) => /^argument([1-9])$/.exec(name)?.[1] ?? [])
  return Array.from({ length: Math.max(0, ...places.map(Number)) }, (_, index) => {
    const value = params[`argument${index + 1}`]
    return typeof value === 'object' || value === undefined ? '' : String(value)
  })
}
