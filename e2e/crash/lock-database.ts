import Database from 'better-sqlite3'

// Another program that holds the database of the path it is given until its input ends.
const db = new Database(process.argv[2])
db.exec('BEGIN EXCLUSIVE')
process.stdout.write('locked')
process.stdin.resume().on('end', () => {
  db.exec('COMMIT')
  db.close()
})
