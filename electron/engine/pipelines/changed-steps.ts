import type { ChangedParts } from '../../../shared/model/change-summary.ts'
import type { Manifest } from '../../../shared/pipeline/manifest.ts'
import { readManifest } from '../../../shared/pipeline/read.ts'

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** The steps and settings that differ; texts with errors are compared as a whole. */
export function changedSteps(before: string, after: string): ChangedParts {
  const [one, other] = [readManifest(before).manifest, readManifest(after).manifest]
  if (!one || !other) return { changed: before === after ? [] : ['manifest'] }
  const named = ({ steps }: Manifest) => new Map(steps.map((step) => [step.name, step]))
  const [old, young] = [named(one), named(other)]
  const steps = (names: string[]): string[] => names.map((name) => `step ${name}`)
  const stay = [...young.keys()].filter((name) => old.has(name))
  return {
    added: steps([...young.keys()].filter((name) => !old.has(name))),
    removed: steps([...old.keys()].filter((name) => !young.has(name))),
    changed: [
      ...steps(stay.filter((name) => !isSame(old.get(name), young.get(name)))),
      ...(isSame(one.params, other.params) ? [] : ['parameters']),
      ...(isSame(one.hooks, other.hooks) ? [] : ['hooks']),
      ...(one.parallel === other.parallel ? [] : ['concurrency limit']),
      ...(isSame(
        [...old.keys()].filter((name) => young.has(name)),
        stay,
      )
        ? []
        : ['order of steps']),
    ],
  }
}
