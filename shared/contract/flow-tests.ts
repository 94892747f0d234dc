import * as z from 'zod'
import { FlowSource } from '../model/flow.ts'
import { FlowPin, FlowTestPart, FlowTestRequest, NodeKey, PlannedNode } from '../model/flow-test.ts'
import { JsonValue } from '../model/json.ts'
import { Run } from '../model/run.ts'
import { access, Ref } from './base.ts'

const tags = ['Flows']

/** Tests of the draft of a flow. */
export const flowTests = {
  test: access('editor', 'flow')
    .route({
      method: 'POST',
      path: '/flows/{ref}/test',
      tags,
      summary: 'Test the draft of a flow, or a part of it: nothing follows the run, and it is deleted after a day',
      successStatus: 201,
    })
    .input(Ref.extend({ ...FlowTestRequest.shape, source: FlowSource.optional() }))
    .output(Run),
  testPlan: access('viewer', 'flow')
    .route({
      method: 'POST',
      path: '/flows/{ref}/test-plan',
      tags,
      summary: 'List the nodes that a test would run, and what each does',
    })
    .input(Ref.extend({ ...FlowTestPart.shape, source: FlowSource.optional() }))
    .output(z.object({ nodes: z.array(PlannedNode) })),
  output: access('viewer', 'run')
    .route({
      method: 'GET',
      path: '/runs/{ref}/nodes/{node}/output',
      tags,
      summary: 'Get what a node of a flow returned at its last visit in a run',
    })
    .input(Ref.extend({ node: NodeKey }))
    .output(z.object({ hasOutput: z.boolean(), output: z.unknown() })),
  tests: access('viewer', 'flow')
    .route({ method: 'GET', path: '/flows/{ref}/tests', tags, summary: 'List the newest tests of the draft of a flow' })
    .input(Ref)
    .output(z.object({ items: z.array(Run) })),
  pins: access('viewer', 'flow')
    .route({ method: 'GET', path: '/flows/{ref}/pins', tags, summary: 'List the pinned outputs of the draft of a flow' })
    .input(Ref)
    .output(z.object({ items: z.array(FlowPin) })),
  pin: access('editor', 'flow')
    .route({
      method: 'PUT',
      path: '/flows/{ref}/pins/{node}',
      tags,
      summary: 'Pin the output of a node: tests use it instead of running the node',
    })
    .input(
      Ref.extend({
        node: NodeKey,
        value: JsonValue.optional().describe('The output'),
        run: z.string().max(100).optional().describe('A run that has the output; instead of a value'),
      }),
    )
    .output(z.object({ items: z.array(FlowPin) })),
  unpin: access('editor', 'flow')
    .route({ method: 'DELETE', path: '/flows/{ref}/pins/{node}', tags, summary: 'Unpin the output of a node' })
    .input(Ref.extend({ node: NodeKey }))
    .output(z.object({ items: z.array(FlowPin) })),
}
