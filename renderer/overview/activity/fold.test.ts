import { expect, it } from 'vitest'
import { localActor } from '../../../shared/model/actor.ts'
import type { ActivityItem } from '../../../shared/model/definition-activity.ts'
import { folded } from './fold.ts'

const alert = (run: number, resolvedAt: number | null = run): ActivityItem => ({
  ...{ kind: 'alert', id: `a${run}`, at: run, count: 1, firstRun: run, lastRun: run, resolvedAt },
})
const change: ActivityItem = {
  ...{ kind: 'change', id: 'c', at: 5, actor: localActor, field: 'enabled', from: true, to: false, about: null },
}

it('resolved alerts in a row are one entry; an open one and what lies between stay', () => {
  expect(folded([alert(12, null), alert(9), alert(8), alert(7), change, alert(3)])).toEqual([
    alert(12, null),
    { kind: 'alerts', id: 'a9', at: 9, count: 3, firstRun: 7, lastRun: 9 },
    change,
    alert(3),
  ])
  expect(folded([])).toEqual([])
})
