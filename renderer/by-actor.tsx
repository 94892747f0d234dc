import { type Actor, actorText } from '../shared/model/actor.ts'
import { words } from './words.ts'

/** Who did it. What LocalFlow does by itself needs no words. */
export const ByActor = ({ actor, className }: { actor: Actor | null | undefined; className?: string }) =>
  actor == null || actor.kind === 'system' ? null : (
    <span className={className}>{words.byActor(<bdi>{actorText(actor)}</bdi>)}</span>
  )
