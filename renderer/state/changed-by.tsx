import { Link } from 'wouter'
import type { StateChange } from '../../shared/model/state.ts'
import { ByActor } from '../by-actor.tsx'
import { words } from './words.ts'

/** The run that changed a key, or who did. */
export const ChangedBy = ({ run, actor }: Pick<StateChange, 'run' | 'actor'>) =>
  run === null ? (
    <ByActor actor={actor} />
  ) : (
    <Link href={`/runs/${run}`} className="text-accent hover:underline">
      {words.byRun(run)}
    </Link>
  )
