import { useQuery } from '@tanstack/react-query'
import { Copy, Pencil, Play, Trash2 } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { PipelineDetail } from '../../../shared/model/pipeline.ts'
import { readManifest } from '../../../shared/pipeline/read.ts'
import { api, client, isMissing } from '../../api/client.ts'
import { DefinitionPage, type DefinitionParts } from '../../definition/definition-page.tsx'
import { downloadAction } from '../../definition/download.ts'
import { editHref } from '../../definition/links.ts'
import { type DefinitionTab, definitionTabs } from '../../definition/tabs.ts'
import { EditorMissing, EditorWaiting } from '../../editor/editor-waiting.tsx'
import { useInstance } from '../../editor/instance.ts'
import { discardActions, saveButton } from '../../editor/save-buttons.ts'
import { useSourceEditor } from '../../source-editor/use-source-editor.ts'
import { templateAction } from '../../templates/ask.ts'
import type { HeaderButton } from '../../ui/header-actions.tsx'
import { useKeys } from '../../ui/keys.ts'
import type { Action } from '../../ui/table/action.ts'
import { useTab } from '../../ui/tabs.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { definitionWords } from '../../words.ts'
import { duplicatePipeline, removePipeline, restorePipeline, runPipeline } from './actions.ts'
import { ManifestEditor } from './manifest-editor.tsx'
import { PipelineOverview } from './pipeline-overview.tsx'
import { PipelineStrip } from './pipeline-strip.tsx'
import { PipelineVersions } from './pipeline-versions.tsx'
import { starter, words } from './words.ts'

export function PipelinePage({ id: encoded, parts }: { id: string; parts: DefinitionParts }) {
  const id = decodeURIComponent(encoded)
  const query = useQuery({ ...api.pipelines.get.queryOptions({ input: { ref: id } }), enabled: id !== 'new' })
  const instance = useInstance(id)
  if (id === 'new') return <PipelineEditor key={instance} pipeline={null} isDeleted={false} parts={parts} />
  if (query.data) return <PipelineEditor key={instance} pipeline={query.data} isDeleted={isMissing(query.error)} parts={parts} />
  const retry = () => void query.refetch()
  const restore = () => restorePipeline({ id, name: id })
  return <EditorWaiting title={words.pipeline} kind="pipeline" error={query.error} retry={retry} restore={restore} />
}

function usePipelineEditor(pipeline: PipelineDetail | null, isDeleted: boolean) {
  const [note, setNote] = useState('')
  const editor = useSourceEditor<PipelineDetail>({
    kind: 'pipeline',
    stored: pipeline,
    isDeleted,
    sourceOf: ({ source }) => source,
    starter,
    create: (written) => client.pipelines.create(written),
    async update(ref, written, expected) {
      const saved = await client.pipelines.update({ ref, ...written, ...expected, note })
      setNote('')
      return saved
    },
    newest: (ref) => client.pipelines.get({ ref }),
    restore: (ref) => client.pipelines.restore({ ref }),
    cacheKey: (ref) => api.pipelines.get.queryKey({ input: { ref } }),
    staleKey: api.pipelines.key(),
    savedText: ({ name }, isNew) => (isNew ? definitionWords.created(name) : definitionWords.saved(name)),
  })
  return { editor, note: { value: note, set: setNote } }
}

type EditorProps = { pipeline: PipelineDetail | null; isDeleted: boolean; parts: DefinitionParts }

/** A pipeline by its tabs; its manifest is text, and beside it are its steps. */
function PipelineEditor({ pipeline, isDeleted, parts }: EditorProps) {
  const [, go] = useLocation()
  const wantsRun = useSearch() === 'start' && pipeline !== null
  useEffect(() => {
    if (!wantsRun) return
    go(`/pipelines/${pipeline.id}`, { replace: true })
    void runPipeline(pipeline)
  }, [wantsRun, pipeline, go])
  const { editor, note } = usePipelineEditor(pipeline, isDeleted)
  const { form, isChanged, isBusy, save } = editor
  const source = useDebounced(form.source)
  const { manifest, problems } = useMemo(() => readManifest(source), [source])
  const isOfFile = pipeline !== null && pipeline.path !== null

  const run = async () => {
    if (pipeline && (!isChanged || (await save()))) await runPipeline(pipeline)
  }
  const duplicate = async () => {
    const copy = pipeline && (await duplicatePipeline(pipeline))
    if (copy) go(editHref('pipeline', copy.id))
  }
  const [askedTab, setTab] = useTab<DefinitionTab>(definitionTabs.pipeline, 'overview')
  const tab = pipeline === null ? 'manifest' : askedTab
  const canRun = !isBusy && !problems.some(({ severity }) => severity === 'error')
  useKeys({
    save: () => void save(),
    editBody: () => setTab('manifest'),
    runJob: () => void (pipeline !== null && canRun && run()),
  })

  const runButton: HeaderButton = {
    ...{ name: words.run, icon: Play, look: 'primary', act: run },
    isDisabled: !canRun,
  }
  const menu: Action[] = pipeline
    ? [
        { name: words.duplicatePipeline, icon: Copy, act: duplicate },
        templateAction({ kind: 'pipeline', id: pipeline.id, name: pipeline.name }),
        downloadAction('pipeline', pipeline),
        {
          ...{ name: words.deletePipeline, icon: Trash2, isDanger: true },
          act: () => removePipeline(pipeline).then((removed) => removed && go('/pipelines')),
        },
      ]
    : []
  if (editor.isGone)
    return <EditorMissing title={words.pipeline} kind="pipeline" name={pipeline?.name ?? ''} restore={editor.restore} />
  return (
    <DefinitionPage
      kind="pipeline"
      definition={pipeline}
      title={pipeline?.name ?? words.newPipeline}
      header={{
        buttons: [
          tab === 'manifest'
            ? saveButton(editor, words.save, pipeline ? 'plain' : 'primary')
            : { name: definitionWords.edit, icon: Pencil, act: () => setTab('manifest') },
          ...(pipeline ? [runButton] : []),
        ],
        menu: [...discardActions(editor), ...menu],
      }}
      above={isOfFile && tab === 'manifest' && <OfFile path={pipeline.path} duplicate={duplicate} />}
      strip={pipeline && <PipelineStrip pipeline={pipeline} />}
      {...{ editor, tab, onTab: setTab, parts }}
      tabs={definitionTabs.pipeline}
      overview={pipeline && <PipelineOverview pipeline={pipeline} run={() => void runPipeline(pipeline)} />}
      body={
        <ManifestEditor
          {...{ pipeline, editor, manifest, problems }}
          readOnly={isOfFile}
          note={pipeline !== null ? note : undefined}
        />
      }
      versions={pipeline && <PipelineVersions pipeline={pipeline} />}
    />
  )
}

/** The manifest is that of a file, where it is edited. */
const OfFile = ({ path, duplicate }: { path: string | null; duplicate(): unknown }) => (
  <p className="border-b border-rule px-4 py-1.5 text-sm text-ink-2">
    {words.isOfFile(
      <code className="font-mono">{path}</code>,
      <button type="button" className="underline" onClick={() => void duplicate()}>
        {words.duplicateIt}
      </button>,
    )}
  </p>
)
