import { useLocation } from 'wouter'
import type { JobDetail } from '../../../shared/model/job.ts'
import { useFavoriteTest } from '../../favorites/favorites.ts'
import { useKeys } from '../../ui/keys.ts'
import type { Action } from '../../ui/table/action.ts'
import { menuOf } from './row-actions.ts'

/** What else can be done with a job from its page: as in its row, with the same keys. Empty for a job that is not saved yet. */
export function useJobMenu(job: JobDetail | null): Action[] {
  const [, go] = useLocation()
  const isFavorite = useFavoriteTest()
  const actions = job
    ? menuOf(job, { go, isFavorite: isFavorite({ kind: 'job', id: job.id }), onDeleted: () => go('/jobs') })
    : []
  useKeys(Object.fromEntries(actions.flatMap(({ key, act }) => (key ? [[key, () => void act()]] : []))))
  return actions
}
