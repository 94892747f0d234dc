import { useInfiniteQuery } from '@tanstack/react-query'
import { FileText, ScrollText } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Execution, ExecutionStatus, PipelineRun } from '../../../shared/model/pipeline.ts'
import { api } from '../../api/client.ts'
import { Loaded, paged, useItems } from '../../paged.tsx'
import { countsText } from '../../step-graph/step-look.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Select } from '../../ui/field.tsx'
import { Name } from '../../ui/name.tsx'
import { PanelContent } from '../../ui/panel/side-panel.tsx'
import { rowOfExecution } from './rows/rows-of-pipeline.ts'
import { pipelineWords as words } from './words/pipeline.ts'
import { fileWords } from './words/tabs.ts'

/** One step done to one input. */
export type Piece = { step: string; nth: number; input: string | null }

type Filter = ExecutionStatus | 'all'

type Props = {
  view: PipelineRun
  step: string
  onOpen(tab: 'log' | 'files', piece: Piece): void
}

/** What was done of a step, input by input. */
export function PipelineWork({ view, step, onOpen }: Props) {
  const facts = view.steps.find(({ name }) => name === step)
  const [filter, setFilter] = useState<Filter>(facts && facts.failed > 0 ? 'failed' : 'all')
  const query = useInfiniteQuery(
    api.pipelines.executions.infiniteOptions(paged({ ref: view.run.id, step, ...(filter === 'all' ? {} : { status: filter }) })),
  )
  const items = useItems(query.data)
  return (
    <PanelContent
      title={<Name>{words.step(step)}</Name>}
      note={<p className="text-sm text-ink-2 tabular-nums">{facts && countsText(facts)}</p>}
      actions={
        <div className="flex shrink-0 items-center border-b border-rule px-4 py-1.5">
          <Select aria-label={words.filter} value={filter} options={words.filters} onChange={setFilter} className="w-32!" />
        </div>
      }
      isFilled
    >
      <Loaded query={query} what={words.executions}>
        <ul className="min-h-0 flex-1 overflow-auto">
          {items.map((item) => (
            <Row key={item.nth} item={item} onOpen={onOpen} />
          ))}
          {items.length === 0 && <li className="p-4 text-sm text-ink-3">{filter === 'all' ? words.noneYet : words.noneOf}</li>}
          {query.hasNextPage && (
            <li className="p-3 text-center">
              <Button onClick={() => void query.fetchNextPage()}>{fileWords.showMore}</Button>
            </li>
          )}
        </ul>
      </Loaded>
    </PanelContent>
  )
}

function Row({ item, onOpen }: { item: Execution; onOpen: Props['onOpen'] }) {
  const { status, step, nth, input, files, fileCount, error, reusedFrom, attempts } = item
  const { look, name, place } = rowOfExecution(item)
  const piece = { step, nth, input: input?.name ?? null }
  return (
    <li className="border-b border-rule px-3 py-2">
      <div className="flex items-center gap-2">
        <look.icon
          aria-hidden="true"
          strokeWidth={2.5}
          className={cx('size-3.5 shrink-0', look.ink, status === 'running' && 'animate-spin [animation-duration:2s]')}
        />
        <span className={cx('shrink-0 text-sm', look.ink)}>{look.word}</span>
        <span className="flex min-w-0 flex-1">
          {input ? (
            <Link href={`/files/${input.hash}`} className="flex min-w-0 hover:underline">
              <Name>{name}</Name>
            </Link>
          ) : (
            <span className="text-ink-3">{name}</span>
          )}
        </span>
        {place !== null && (
          <IconButton label={words.logOf(step, piece.input)} onClick={() => onOpen('log', piece)}>
            <ScrollText aria-hidden="true" className="size-3.5" />
          </IconButton>
        )}
        {fileCount > 0 && (
          <IconButton label={words.filesOf(step, piece.input)} onClick={() => onOpen('files', piece)}>
            <FileText aria-hidden="true" className="size-3.5" />
          </IconButton>
        )}
      </div>
      {(files.length > 0 || reusedFrom !== null || error !== null || attempts > 1) && (
        <div className="mt-0.5 ml-5.5 text-sm text-ink-3">
          {error !== null && <p className="break-words text-bad">{error}</p>}
          {attempts > 1 && <p>{words.attempts(attempts)}</p>}
          {reusedFrom !== null && (
            <p>
              {words.reusedFrom(
                <Link href={`/runs/${reusedFrom}`} className="hover:underline">
                  {words.run(reusedFrom)}
                </Link>,
              )}
            </p>
          )}
          {files.length > 0 && (
            <p className="truncate">
              →{' '}
              {files.slice(0, 3).map(({ name, hash }, index) => (
                <span key={name}>
                  {index > 0 && ', '}
                  <Link href={`/files/${hash}`} className="text-ink-2 hover:underline">
                    {name}
                  </Link>
                </span>
              ))}
              {fileCount > 3 && words.moreFiles(fileCount - 3)}
            </p>
          )}
        </div>
      )}
    </li>
  )
}
