import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Redirect, useLocation, useSearch } from 'wouter'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { api, isMissing } from '../../api/client.ts'
import { DefinitionPage, type DefinitionParts } from '../../definition/definition-page.tsx'
import { type DefinitionTab, definitionTabs } from '../../definition/tabs.ts'
import { EditorMissing, EditorWaiting } from '../../editor/editor-waiting.tsx'
import { useInstance } from '../../editor/instance.ts'
import { FlowEditorLater } from '../../flow-editor/later.tsx'
import { TestDialog } from '../../flow-tests/test-dialog.tsx'
import { FlowTestPlace } from '../../flow-tests/test-place.ts'
import { useFlowTest } from '../../flow-tests/use-flow-test.ts'
import { useKeys } from '../../ui/keys.ts'
import { useTab } from '../../ui/tabs.tsx'
import { restoreFlow, runFlow, runFlowWith } from './actions.ts'
import { flowHeader } from './flow-actions.ts'
import { FlowOverview } from './flow-overview.tsx'
import { FlowStrip } from './flow-strip.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { useFlowEditor } from './use-flow-editor.ts'
import { useOpenFailed, useOpenVersion } from './use-open-version.ts'
import { FlowVersions } from './versions.tsx'
import { words } from './words.ts'

export function FlowPage({ id: encoded, parts }: { id: string; parts: DefinitionParts }) {
  const id = decodeURIComponent(encoded)
  const query = useQuery({ ...api.flows.get.queryOptions({ input: { ref: id } }), enabled: id !== 'new' })
  const instance = useInstance(id)
  if (id === 'new') return <FlowEditor key={instance} flow={null} isDeleted={false} parts={parts} />
  // A run names its flow, and a name may change while the page is open.
  if (query.data && query.data.id !== id) return <Redirect to={`/flows/${query.data.id}${location.search}`} replace />
  if (query.data) return <FlowEditor key={instance} flow={query.data} isDeleted={isMissing(query.error)} parts={parts} />
  const retry = () => void query.refetch()
  return (
    <EditorWaiting
      title={words.flow}
      kind="flow"
      error={query.error}
      retry={retry}
      restore={() => restoreFlow({ id, name: id })}
    />
  )
}

/** A flow by its tabs; its editor has the text, and beside it the drawing. */
function FlowEditor({ flow, isDeleted, parts }: { flow: FlowDetail | null; isDeleted: boolean; parts: DefinitionParts }) {
  const [, go] = useLocation()
  const asked = useSearch()
  const [isPublishing, setPublishing] = useState(false)
  const wantsStart = asked === 'start' && flow !== null && flow.version !== null
  useEffect(() => {
    if (!wantsStart) return
    go(`/flows/${flow.id}`, { replace: true })
    // A link alone must not start a run.
    void runFlowWith(flow)
  }, [wantsStart, flow, go])
  // Links from before versions had a tab say `version`.
  const asksVersion = /(?:^|&)(?:v|version)=\d+(?:&|$)/.test(asked)
  const [askedTab, setTab] = useTab<DefinitionTab>(definitionTabs.flow, asksVersion ? 'versions' : 'overview')
  const tab = flow === null ? 'editor' : askedTab
  const { editor, flowText, saving, saved, keep, nameProblem } = useFlowEditor(flow, isDeleted)
  const { form, edit } = editor
  const test = useFlowTest(flow, flowText)
  useOpenVersion(flow, flowText.type)
  useOpenFailed(flow, flowText.select)

  const publish = async () => {
    if (await saved()) setPublishing(true)
  }
  useKeys({
    save: () => void keep(),
    editBody: () => setTab('editor'),
    test: () => void (tab === 'editor' && test.test(test.node === null ? 'all' : 'node')),
    // In the editor, a stray letter must not start a real run.
    runJob: () => void (tab !== 'editor' && flow !== null && flow.version !== null && runFlow(flow)),
  })

  const canPublish = !flowText.problems.some(({ severity }) => severity === 'error')
  if (editor.isGone) return <EditorMissing title={words.flow} kind="flow" name={flow?.name ?? ''} restore={editor.restore} />
  const header = flowHeader(flow, {
    ...{ editor, saving, test, canPublish, keep },
    isEditing: tab === 'editor',
    onEdit: () => setTab('editor'),
    onPublish: publish,
    onRun: () => flow && void runFlow(flow),
    onDeleted: () => go('/flows'),
  })
  return (
    <DefinitionPage
      kind="flow"
      definition={flow}
      title={flow?.name ?? words.newFlow}
      note={flow && (saving !== 'saved' || flow.hasDraft) && words.saving[saving]}
      strip={flow && <FlowStrip flow={flow} />}
      {...{ header, editor, tab, onTab: setTab, parts }}
      tabs={definitionTabs.flow}
      overview={flow && <FlowOverview flow={flow} run={() => void runFlow(flow)} />}
      body={
        <FlowTestPlace value={test}>
          <FlowEditorLater
            flow={flow}
            views={test.views}
            taken={test.taken}
            pins={test.pins}
            flowText={flowText}
            name={{ value: form.name, problem: nameProblem, form: editor.root, onChange: (name) => edit({ name }) }}
          />
        </FlowTestPlace>
      }
      versions={flow && <FlowVersions flow={flow} source={form.source} onRestore={flowText.type} />}
    >
      <TestDialog />
      {flow && isPublishing && <PublishDialog flow={flow} onClose={() => setPublishing(false)} />}
    </DefinitionPage>
  )
}
