import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { Link } from 'wouter'
import type { PipelineDetail } from '../../../shared/model/pipeline.ts'
import { linksOf } from '../../../shared/pipeline/graph.ts'
import type { Manifest } from '../../../shared/pipeline/manifest.ts'
import type { Problem } from '../../../shared/problem.ts'
import { api } from '../../api/client.ts'
import { Status } from '../../run-status.tsx'
import { StepGraph } from '../../step-graph/graph.tsx'
import { stepLines } from '../../step-graph/step-lines.ts'
import { Empty } from '../../ui/empty.tsx'
import { Ago } from '../../ui/time.tsx'
import { PipelineHooks } from './pipeline-hooks.tsx'
import { StepsEditor } from './steps-editor.tsx'
import type { ManifestText } from './use-manifest-text.ts'
import { words } from './words.ts'

type Props = {
  pipeline: PipelineDetail | null
  manifest: Manifest | null
  source: string
  problems: readonly Problem[]
  /** Null: the manifest is only read here. */
  text: ManifestText | null
  chosen: string | null
  onChoose(step: string | null): void
  /** Goes to a step in the text. */
  onOpen(step: string): void
}

/** The steps of the manifest with their state in the newest run. While the text has errors, the last valid steps stay. */
export function PipelineSide({ pipeline, manifest, source, problems, text, chosen, onChoose, onOpen }: Props) {
  const [drawn, setDrawn] = useState(manifest)
  useEffect(() => {
    if (manifest) setDrawn(manifest)
  }, [manifest])
  const last = pipeline?.lastRuns.at(-1)
  const { data } = useQuery({
    ...api.pipelines.view.queryOptions({ input: { ref: last?.id ?? '' } }),
    enabled: last !== undefined,
  })
  const lines = useMemo(() => (drawn ? stepLines(drawn) : {}), [drawn])
  const names = drawn?.steps.map(({ name }) => name) ?? []
  const links = useMemo(() => {
    const written = drawn ? linksOf(drawn) : []
    // The newest run knows which step writes a named file.
    return written.flatMap((link) => {
      const found =
        link.from === null
          ? (data?.links.filter(({ from, to, file }) => from !== null && to === link.to && file === link.file) ?? [])
          : []
      return found.length > 0 ? found : [link]
    })
  }, [drawn, data])
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      {last && (
        <div className="flex items-center gap-2 border-b border-rule px-3 py-2 text-sm text-ink-2">
          {words.newestRun}
          <Link href={`/runs/${last.number}`} className="inline-flex items-center gap-1 hover:underline">
            <Status facts={last} /> {words.runNumber(last.number)}
          </Link>
          {last.startedAt !== null && (
            <span className="text-ink-3">
              <Ago at={last.endedAt ?? last.startedAt} />
            </span>
          )}
        </div>
      )}
      <div className="flex min-h-0 flex-1 flex-col">
        {drawn && text ? (
          <StepsEditor {...{ names, links, lines, views: data?.steps ?? null, text, chosen, onChoose, onOpen }} />
        ) : drawn ? (
          <StepGraph names={names} links={links} lines={lines} views={data?.steps ?? null} chosen={chosen} onChoose={onChoose} />
        ) : (
          <Empty title={words.noSteps}>{words.noStepsText}</Empty>
        )}
      </div>
      {text && <PipelineHooks source={source} problems={problems} onChange={text.setHooks} />}
    </div>
  )
}
