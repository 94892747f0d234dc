import { describe, expect, it } from 'vitest'
import { knownFields, nodeKinds } from '../../../shared/flow/definition.ts'
import { execTypes } from '../../../shared/flow/node-parts.ts'
import { execFields, fieldsOf, flowFields, nodeFields } from './fields.ts'

/** Mappings of a node whose keys are fields of their own. */
const nested = ['script', 'prep', 'post', 'retry', 'request'] as const

const pathsOfNode = knownFields.node.flatMap((name) => {
  const parts = nested.find((each) => each === name)
  return parts ? knownFields[parts].map((part) => `${name}.${part}`) : [name]
})

const idsFor = (node: Record<string, unknown>): string[] => fieldsOf(node).map(({ id }) => id)

describe('the descriptors of fields', () => {
  it('cover every field of a node', () => {
    const described = Object.keys(nodeFields).filter((id) => !id.startsWith('params.'))
    expect(described.sort()).toEqual(pathsOfNode.sort())
  })

  it('cover every setting of a flow', () => {
    // The page has the name and how the flow is organized; the canvas edits the graph and its layout.
    const elsewhere = ['name', 'tags', 'folder', 'owner', 'notes', 'nodes', 'edges', 'layout']
    expect(Object.keys(flowFields).sort()).toEqual(knownFields.definition.filter((name) => !elsewhere.includes(name)).sort())
  })

  it('cover every field of a branch, together with those of its node', () => {
    const names = new Set(Object.keys(nodeFields).map((id) => id.split('.')[0]))
    expect(knownFields.exec.filter((name) => !names.has(name)).sort()).toEqual(Object.keys(execFields).sort())
  })

  it.each(nodeKinds)('offer each kind its own fields: %s', (kind) => {
    const own = {
      executor: 'exec_type',
      choice: 'choice_cases',
      parallel: 'parallel_execs',
      foreach: 'foreach_execs',
      subflow: 'flow',
      timer: 'params.until',
      wait_event: 'signal_key',
      approval: 'approval_key',
    }
    expect(idsFor({ kind })).toContain(own[kind])
    expect(idsFor({ kind }).filter((id) => Object.values(own).includes(id) && id !== 'exec_type' && id !== own[kind])).toEqual([])
  })

  it('offer each kind the strategies that mean something for it', () => {
    const { control } = nodeFields.failure_strategy
    const offered = (kind: string) => (control.is === 'choice' ? control.optionsOf?.({ kind }) : undefined)
    expect(offered('wait_event')).toEqual(['fail', 'continue', 'retry'])
    expect(offered('parallel')).toEqual(['fail_fast', 'collect_errors', 'ignore_errors', 'continue'])
    expect(offered('foreach')).toEqual(offered('parallel'))
  })

  it.each(execTypes)('offer each type of work its own fields: %s', (exec_type) => {
    const own = {
      http: 'service',
      queue: 'service',
      local_func: 'func',
      local_script: 'script.code',
      shell: 'script.code',
      request: 'request.url',
      job: 'job',
    }
    const ids = idsFor({ exec_type })
    expect(ids).toContain(own[exec_type])
    expect(ids.filter((id) => Object.values(own).includes(id) && id !== own[exec_type])).toEqual([])
  })

  it('keep a field that is set but means nothing here, and mark it', () => {
    expect(fieldsOf({ kind: 'timer', service: 'double' })).toContainEqual({ id: 'service', isUnused: true })
    expect(fieldsOf({ exec_type: 'shell', max_retries: 2 })).toContainEqual({ id: 'max_retries', isUnused: false })
    expect(idsFor({ exec_type: 'shell' })).not.toContain('max_retries')
  })
})
