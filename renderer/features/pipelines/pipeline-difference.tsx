import { useMemo } from 'react'
import { type LinkChange, type StepsDifference, stepsDifference } from '../../../shared/pipeline/difference.ts'
import { readManifest } from '../../../shared/pipeline/read.ts'
import type { ChangeItem } from '../../difference/change-list.tsx'
import { DifferenceView } from '../../difference/difference-view.tsx'
import { StepGraph } from '../../step-graph/graph.tsx'
import { stepLines } from '../../step-graph/step-lines.ts'
import { words } from './words.ts'

type Props = { before: string; after: string }

/** What differs between two manifests, as a graph or line by line. */
export function PipelineDifference({ before, after }: Props) {
  const [old, young] = [useManifest(before), useManifest(after)]
  const found = useMemo(() => (old && young ? stepsDifference(old, young) : null), [old, young])
  const items = useMemo(() => found && itemsOf(found), [found])
  const lines = useMemo(() => ({ ...(old && stepLines(old)), ...(young && stepLines(young)) }), [old, young])
  return (
    <DifferenceView
      before={before}
      after={after}
      items={items}
      reason={words.versionHasErrors}
      draw={(chosen, choose) =>
        found && (
          <StepGraph
            names={found.names}
            links={found.links}
            views={null}
            lines={lines}
            chosen={chosen}
            onChoose={choose}
            difference={found}
          />
        )
      }
    />
  )
}

const useManifest = (source: string) => useMemo(() => readManifest(source).manifest, [source])

const itemsOf = ({ fields, steps, changedLinks }: StepsDifference): ChangeItem[] => [
  ...(fields.length === 0
    ? []
    : [{ ...{ key: 'pipeline', target: null, name: words.settings, fields }, change: settingsChange(fields.length) }]),
  ...steps.map(
    ({ name, state, was, isMoved, fields: own }): ChangeItem => ({
      ...{ key: `step ${name}`, target: name, name, fields: own },
      change: { state, was, isMoved, fields: own.length },
    }),
  ),
  ...changedLinks.map(linkItem),
]

const settingsChange = (count: number): ChangeItem['change'] => ({ state: 'changed', fields: count })

const linkItem = ({ from, to, file, state }: LinkChange): ChangeItem => ({
  ...{ key: `link ${JSON.stringify([from, to, file, state])}`, target: to, fields: [] },
  name: words.link(from ?? file ?? '', to),
  change: { state, fields: 0 },
})
