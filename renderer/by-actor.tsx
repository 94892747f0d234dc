import { type Actor, actorText } from '../shared/model/actor.ts'

/** Who did it. What LocalFlow does by itself needs no words. */
export const ByActor = ({ actor, className }: { actor: Actor | null | undefined; className?: string }) =>
  actor == null || actor.kind === 'system' ? null : <span className={className}>by {actorText(actor)}</span>
