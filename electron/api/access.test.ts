import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { contract } from '../../shared/contract/contract.ts'
import { isAtLeast, type Role, roles } from '../../shared/model/access.ts'
import { localActor } from '../../shared/model/actor.ts'
import { startTestEngine } from '../engine/testing/engine.ts'
import { routes } from '../http/pocketflow.ts'
import { routeAccess } from '../http/route-access.ts'
import { errorInterceptors } from './interceptors.ts'
import { createRouter } from './router.ts'

const procedures = Object.entries(contract).flatMap(([noun, each]) =>
  Object.entries(each).map(([name, procedure]) => ({ noun, name, least: procedure['~orpc'].meta.access.role as Role })),
)

type Call = (input: unknown) => Promise<unknown>

async function clientOf(role: Role): Promise<Record<string, Record<string, Call>>> {
  const engine = await startTestEngine({ dispatch: false })
  const { clientInterceptors } = errorInterceptors(engine.log) as object as { clientInterceptors: [] }
  return createRouterClient(createRouter(engine), {
    context: { trigger: 'api', actor: localActor, role },
    interceptors: clientInterceptors,
  }) as unknown as Record<string, Record<string, Call>>
}

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    ({ code }: { code: string }) => code,
  )

describe.each(roles)('a caller with the role %s', (role) => {
  it('is refused anything that needs a higher role, before the input is checked, and nothing else', async () => {
    const client = await clientOf(role)
    const refused: string[] = []
    // Allowed calls fail on their input, so that no call changes anything.
    for (const { noun, name } of procedures)
      if ((await codeOf(client[noun]?.[name]?.(Symbol.for('no input')) ?? Promise.reject(new Error(name)))) === 'forbidden')
        refused.push(`${noun}.${name}`)
    expect(refused).toEqual(procedures.filter(({ least }) => !isAtLeast(role, least)).map(({ noun, name }) => `${noun}.${name}`))
  })
})

describe('a refusal', () => {
  it('names the required role in plain words', async () => {
    const client = await clientOf('viewer')
    await expect(client['jobs']?.['run']?.({ ref: 'backup' })).rejects.toMatchObject({
      code: 'forbidden',
      status: 403,
      message: 'This needs the role "operator" or higher. Your role is "viewer". Ask an administrator for access.',
    })
  })
})

describe('routes outside the contract', () => {
  it('name the least role and what they act on, or why they ask for none', () => {
    expect(
      Object.entries(routeAccess).map(([name, access]) => [name, 'open' in access ? 'open' : `${access.role} ${access.object}`]),
    ).toEqual([
      ['rawLog', 'viewer log'],
      ['liveLog', 'viewer log'],
      ['ticket', 'viewer log'],
      ['runExport', 'viewer run'],
      ['rawObject', 'viewer file'],
      ['metrics', 'viewer system'],
      ['profiles', 'admin system'],
      ['webSocket', 'open'],
      ['rest', 'open'],
      ['hook', 'open'],
      ['health', 'open'],
      ['proof', 'open'],
      ['openApi', 'open'],
      ['docs', 'open'],
      ['renderer', 'open'],
    ])
  })

  it('of PocketFlow name their roles, too', () => {
    expect(
      Object.fromEntries(Object.entries(routes).map(([name, { access }]) => [name, `${access.role} ${access.object}`])),
    ).toEqual({
      'POST register': 'operator worker',
      'POST workers/register': 'operator worker',
      'POST heartbeat': 'operator worker',
      'POST workers/heartbeat': 'operator worker',
      'GET list': 'viewer worker',
      'GET workers/list': 'viewer worker',
      'GET allocate': 'viewer worker',
      'GET workers/allocate': 'viewer worker',
      'POST flows': 'editor flow',
      'GET flows': 'viewer flow',
      'POST flows/version': 'editor flow',
      'GET flows/version': 'viewer flow',
      'GET flows/version/get': 'viewer flow',
      'POST tasks': 'operator flow',
      'GET tasks': 'viewer run',
      'GET tasks/get': 'viewer run',
      'POST tasks/cancel': 'operator run',
      'POST tasks/run_once': 'operator run',
      'GET tasks/runs': 'viewer run',
      'GET tasks/logs': 'viewer log',
      'POST tasks/signal': 'operator run',
      'POST queue/poll': 'operator worker',
      'POST queue/complete': 'operator worker',
      'POST queue/update_run': 'operator worker',
    })
  })
})
