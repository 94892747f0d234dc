import Database from 'better-sqlite3'

// Another program that locks the database at a path until its standard input ends.
const db = new Database(process.argv[2])
db.exec('BEGIN EXCLUSIVE')
process.stdout.write('locked')
process.stdin.resume().on('end', () => {
  db.exec('COMMIT')
  db.close()
})
