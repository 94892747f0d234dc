import { type Actor, actorText } from '../shared/model/actor.ts'
import { words } from './words.ts'

/** Who did it; null: nobody who is named. What LocalFlow does by itself needs no words. */
export const namedActor = (actor: Actor | null | undefined): string | null =>
  actor == null || actor.kind === 'system' ? null : actorText(actor)

export function ByActor({ actor, className }: { actor: Actor | null | undefined; className?: string }) {
  const name = namedActor(actor)
  return name === null ? null : <span className={className}>{words.byActor(<bdi>{name}</bdi>)}</span>
}
