import { readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../testing/engine.ts'
import { misreportNextCommit } from '../testing/statement-faults.ts'
import { createCommitGroup } from './commit-group.ts'
import { type Db, openDb } from './db.ts'

/** Everything of one turn is in one group, however slow the machine is, unless a test says otherwise. */
function openGroup(longestTurnMs = Number.POSITIVE_INFINITY) {
  const path = `${temporaryFolder()}/test.db`
  const db = openDb(path)
  const other = openDb(path)
  onTestFinished(() => {
    other.close()
    db.close()
  })
  db.exec('CREATE TABLE note (text TEXT UNIQUE NOT NULL) STRICT')
  const announced: { events: string[]; onDisk: unknown[] }[] = []
  const texts = (from: Db) => from.prepare('SELECT text FROM note ORDER BY rowid').pluck().all()
  const doubts: unknown[] = []
  const on = { doubted: (events: string[]) => doubts.push({ events, onDisk: texts(other) }) }
  const group = createCommitGroup<string>(db, (events) => announced.push({ events, onDisk: texts(other) }), on, longestTurnMs)
  const insert = db.prepare('INSERT INTO note (text) VALUES (?)')
  const add = (text: string) => {
    insert.run(text)
    group.note(text)
    return text
  }
  return { db, group, add, announced, doubts, commits: () => commitsIn(path), onDisk: () => texts(other) }
}

/** Counts the frames of the write-ahead log that end a transaction. */
function commitsIn(path: string): number {
  const wal = readFileSync(`${path}-wal`)
  const frame = 24 + wal.readUInt32BE(8)
  let commits = 0
  for (let at = 32; at + frame <= wal.length; at += frame) if (wal.readUInt32BE(at + 4) > 0) commits++
  return commits
}

describe('a group of writes', () => {
  it('of one turn is one commit, each answered with its own value', async () => {
    const { group, add, commits } = openGroup()
    const before = commits()
    const texts = Array.from({ length: 50 }, (_, index) => `n${index}`)
    expect(await Promise.all(texts.map((text) => group.submit('enqueue', () => add(text))))).toEqual(texts)
    expect(commits() - before).toBe(1)
  })

  it('of another turn is another commit', async () => {
    const { group, add, commits } = openGroup()
    const before = commits()
    await group.submit('enqueue', () => add('a'))
    await group.submit('enqueue', () => add('b'))
    expect(commits() - before).toBe(2)
  })

  it('is on disk when a writer is notified, and its events are published by then', async () => {
    const { group, add, announced, onDisk } = openGroup()
    const seen: unknown[] = []
    await Promise.all(
      ['a', 'b'].map((text) => group.submit('enqueue', () => add(text)).then(() => seen.push([onDisk(), announced.length]))),
    )
    expect(seen).toEqual([
      [['a', 'b'], 1],
      [['a', 'b'], 1],
    ])
  })

  it('is announced once, after its commit, in the order in which it was written', async () => {
    const { group, add, announced } = openGroup()
    await Promise.all(['c', 'a', 'b'].map((text) => group.submit('enqueue', () => add(text))))
    expect(announced).toEqual([{ events: ['c', 'a', 'b'], onDisk: ['c', 'a', 'b'] }])
  })

  it('that wrote no event announces nothing', async () => {
    const { group, announced } = openGroup()
    await group.submit('enqueue', () => 1)
    expect(announced).toEqual([])
  })
})

describe('a write that throws', () => {
  it('undoes itself and its events, and nothing of the others', async () => {
    const { group, add, announced, onDisk } = openGroup()
    const bad = () => {
      add('half')
      throw new Error('second thoughts')
    }
    const results = await Promise.allSettled([
      group.submit('enqueue', () => add('a')),
      group.submit('claim', bad),
      group.submit('enqueue', () => add('b')),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(results[1]).toMatchObject({ reason: { message: 'second thoughts' } })
    expect(onDisk()).toEqual(['a', 'b'])
    expect(announced.map(({ events }) => events)).toEqual([['a', 'b']])
  })

  it('because of a constraint does not end the others either', async () => {
    const { group, add, onDisk } = openGroup()
    const results = await Promise.allSettled(['a', 'a', 'b'].map((text) => group.submit('enqueue', () => add(text))))
    expect(results[1]).toMatchObject({ reason: { code: 'SQLITE_CONSTRAINT_UNIQUE' } })
    expect(onDisk()).toEqual(['a', 'b'])
  })
})

describe('a commit that fails', () => {
  it('is neither acknowledged nor announced, and the next group works', async () => {
    const { db, group, add, announced, doubts, onDisk } = openGroup()
    db.exec('CREATE TABLE child (id REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED); CREATE TABLE parent (id PRIMARY KEY)')
    const orphan = () => db.prepare('INSERT INTO child (id) VALUES (1)').run()
    const results = await Promise.allSettled([group.submit('enqueue', () => add('a')), group.submit('claim', orphan)])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect([announced, doubts]).toEqual([[], []])
    await group.submit('enqueue', () => add('b'))
    expect(onDisk()).toEqual(['b'])
    expect(announced.map(({ events }) => events)).toEqual([['b']])
  })

  it('but reached the disk is not acknowledged, and is reported as uncertain', async () => {
    const { group, add, announced, doubts } = openGroup()
    misreportNextCommit()
    await expect(group.submit('enqueue', () => add('a'))).rejects.toThrow(
      /disk reports an error.*LocalFlow cannot tell whether the change was saved/,
    )
    expect(announced).toEqual([])
    expect(doubts).toEqual([{ events: ['a'], onDisk: ['a'] }])
    await group.submit('enqueue', () => add('b'))
    expect(announced.map(({ events }) => events)).toEqual([['b']])
  })

  it('because the database was closed rejects every writer', async () => {
    const { db, group } = openGroup()
    const results = Promise.allSettled([group.submit('enqueue', () => 1), group.submit('enqueue', () => 2)])
    db.close()
    expect((await results).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})

describe('a full disk', () => {
  it('fails every writer of the group with a reason, keeps nothing of it, and recovers when there is space', async () => {
    const { db, group, add, announced, onDisk } = openGroup()
    const pages = Number(db.pragma('page_count', { simple: true }))
    db.pragma(`max_page_count = ${pages + 2}`)
    const results = await Promise.allSettled([
      group.submit('enqueue', () => add('a')),
      group.submit('enqueue', () => add('x'.repeat(50_000))),
    ])
    for (const result of results)
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { code: 'storage-full', message: expect.stringContaining('disk is full') },
      })
    expect([onDisk(), announced]).toEqual([[], []])
    db.pragma(`max_page_count = ${pages + 100}`)
    await group.submit('enqueue', () => add('x'.repeat(50_000)))
    expect(onDisk()).toHaveLength(1)
  })
})

describe('flush', () => {
  it('commits pending operations at once, and the writers are notified', async () => {
    const { group, add, onDisk } = openGroup()
    const written = group.submit('enqueue', () => add('now'))
    group.flush()
    expect(onDisk()).toEqual(['now'])
    expect(await written).toBe('now')
  })

  it('commits what a write asked for while it was flushed', () => {
    const { group, add, onDisk } = openGroup()
    void group.submit('enqueue', () => {
      add('first')
      void group.submit('enqueue', () => add('second'))
    })
    group.flush()
    expect(onDisk()).toEqual(['first', 'second'])
  })
})

it('a turn that takes long lets others in between, and loses nothing', async () => {
  const { group, add, commits, onDisk } = openGroup(4)
  const before = commits()
  const slow = (text: string) => () => {
    const until = performance.now() + 5
    while (performance.now() < until);
    return add(text)
  }
  let turns = 0
  const tick = () => {
    turns++
    if (turns < 3) setImmediate(tick)
  }
  setImmediate(tick)
  await Promise.all(['a', 'b', 'c', 'd'].map((text) => group.submit('enqueue', slow(text))))
  expect(onDisk()).toEqual(['a', 'b', 'c', 'd'])
  expect(commits() - before).toBe(4)
  expect(turns).toBe(3)
})
