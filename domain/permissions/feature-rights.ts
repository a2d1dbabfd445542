import { row } from './rights.ts';

const EVERYBODY = row('all', 'all', 'all', 'all', 'all', 'all', 'all', 'all');
/** Whoever is no worker. */
const PEOPLE = row('all', 'all', 'all', 'all', 'all', 'all', 'all', 'none');

/** Rights of what is no process: the console's own commands, and records without a life cycle. */
// biome-ignore format: a table is read by its columns
export const CONSOLE_RIGHTS = {
  //                         desk    field   lead   problem know   change admin  worker
  'session.signIn':        EVERYBODY,
  'session.signOut':       EVERYBODY,
  'session.lock':          EVERYBODY,
  'session.unlock':        EVERYBODY,
  'session.setServer':     EVERYBODY,
  'session.setStartPage':  PEOPLE,
  'session.setDefaultView':PEOPLE,
  'session.keepTabs':      PEOPLE,
  'session.setLanguage':   PEOPLE,
  'sync.now':              EVERYBODY,
  'sync.setPaused':        EVERYBODY,
  'sync.setScope':         EVERYBODY,
  'sync.retryRefused':     EVERYBODY,
  'sync.dropRefused':      EVERYBODY,
  'sync.dismissDamaged':   EVERYBODY,
  'sync.dismissRestored':  EVERYBODY,
  'sync.retryUnreadable':  EVERYBODY,
  'acts.takeBack':         PEOPLE,
  'acts.undo':             PEOPLE,
  'acts.redo':             PEOPLE,
  'notices.read':          PEOPLE,
  'notices.choose':        PEOPLE,
  'notices.watch':         PEOPLE,
  'announcements.acknowledge': PEOPLE,
  'presence.tell':         PEOPLE,
  'events.keepFile':       PEOPLE,
  'presence.choose':       PEOPLE,
  'conflicts.resolve':     row('all',  'team', 'all', 'all',  'all', 'all',  'all', 'none'),
  'tickets.bulk':          row('free', 'none', 'all', 'all',  'none','none', 'all', 'none'),
  'attachments.begin':     EVERYBODY,
  'attachments.write':     EVERYBODY,
  'attachments.finish':    EVERYBODY,
  'attachments.discard':   EVERYBODY,
  'attachments.fetch':     EVERYBODY,
  'attachments.sendAgain': EVERYBODY,
  'views.save':            PEOPLE,
  'views.delete':          PEOPLE,
  'views.share':           row('own',  'own',  'all', 'own',  'own', 'own',  'all', 'none'),
  'views.unshare':         row('own',  'own',  'all', 'own',  'own', 'own',  'all', 'none'),
  'prepared.save':         row('own',  'own',  'all', 'own',  'own', 'own',  'all', 'none'),
  'prepared.retire':       row('own',  'own',  'all', 'own',  'own', 'own',  'all', 'none'),
  // What is for a team, and what is for everybody (domain/prepared/who-may.ts).
  'prepared.saveForTeam':  row('none', 'none', 'team','none', 'none','none', 'all', 'none'),
  'prepared.saveForAll':   row('none', 'none', 'all', 'none', 'none','none', 'all', 'none'),
  'prepared.use':          PEOPLE,
  // Each act of a macro asks for its own right as well.
  'prepared.run':          PEOPLE,
  // Scripts are asked by whoever works incidents (`incidents.diagnose`).
  'diagnosis.save':        row('none', 'none', 'none','none', 'none','none', 'all', 'none'),
  'diagnosis.retire':      row('none', 'none', 'none','none', 'none','none', 'all', 'none'),
  'drafts.save':           PEOPLE,
  'drafts.discard':        PEOPLE,
};

/** Rights by record type; the server asks these rows for what reaches it without a command, too. */
// biome-ignore format: a table is read by its columns
export const RECORD_RIGHTS = {
  //                         desk    field   lead   problem know   change admin  worker
  'configItems.create':    row('all',  'none', 'all', 'none', 'none','all',  'all', 'all'),
  'configItems.update':    row('all',  'none', 'all', 'none', 'none','all',  'all', 'all'),
  'configItems.join':      row('none', 'none', 'all', 'none', 'none','all',  'all', 'none'),
  'configItems.separate':  row('none', 'none', 'all', 'none', 'none','all',  'all', 'none'),
  // Also who manages the items decides; what came in goes in by who may import it, too.
  'imports.decide':        row('none', 'none', 'all', 'none', 'none','all',  'all', 'none'),
  'imports.run':           row('none', 'none', 'all', 'none', 'none','none', 'all', 'none'),
  'imports.undo':          row('none', 'none', 'all', 'none', 'none','none', 'all', 'none'),
  'configItems.import':    row('none', 'none', 'all', 'none', 'none','none', 'all', 'all'),
  'directory.update':      row('all',  'none', 'all', 'none', 'none','none', 'all', 'all'),
  'directory.import':      row('none', 'none', 'all', 'none', 'none','none', 'all', 'all'),
  // One's own; for others below.
  'absences.save':         PEOPLE,
  'absences.end':          PEOPLE,
  // Lets one's own delegate decide on one record; that of others below.
  'absences.tell':         PEOPLE,
  'absences.saveForOthers':row('none', 'none', 'all', 'none', 'none','all',  'all', 'none'),
  // Who decides for them: their own word, or this one. Two accounts would be enough for one's own change.
  'absences.nameForOthers':row('none', 'none', 'none','none', 'none','none', 'all', 'none'),
  'catalogue.update':      row('none', 'none', 'none','none', 'none','none', 'all', 'none'),
  'catalogue.import':      row('none', 'none', 'all', 'none', 'none','none', 'all', 'all'),
  'licences.update':       row('all',  'none', 'all', 'none', 'none','all',  'all', 'all'),
  'licences.import':       row('none', 'none', 'all', 'none', 'none','none', 'all', 'all'),
  'events.create':         row('all',  'none', 'all', 'all',  'none','all',  'all', 'all'),
  'events.update':         row('all',  'none', 'all', 'all',  'none','all',  'all', 'all'),
  'announcements.create':  row('all',  'none', 'all', 'all',  'none','all',  'all', 'all'),
  'announcements.update':  row('all',  'none', 'all', 'all',  'none','all',  'all', 'all'),
  'announcements.tell':    row('all',  'none', 'all', 'all',  'none','all',  'all', 'none'),
  // Whoever sent the update.
  'announcements.correct': row('all', 'none', 'all', 'all',  'none','all',  'all', 'none'),
  'announcements.end':     row('all',  'none', 'all', 'all',  'none','all',  'all', 'none'),
  'announcements.follow':  row('all',  'none', 'all', 'all',  'none','all',  'all', 'none'),
  // Blackouts stop everybody's changes, so those who answer for changes declare them.
  'blackouts.update':      row('none', 'none', 'all', 'none', 'none','all',  'all', 'all'),
  // A lockdown stops what was approved: the lead is the major incident manager, too.
  'lockdowns.update':      row('none', 'none', 'all', 'none', 'none','none', 'all', 'all'),
  'meetings.create':       row('none', 'none', 'all', 'none', 'none','all',  'all', 'none'),
  'meetings.update':       row('none', 'none', 'all', 'none', 'none','all',  'all', 'none'),
  'meetings.begin':        row('none', 'none', 'all', 'none', 'none','all',  'all', 'none'),
  'meetings.close':        row('none', 'none', 'all', 'none', 'none','all',  'all', 'none'),
  'meetings.arrange':      row('none', 'none', 'all', 'none', 'none','all',  'all', 'none'),
  // Who leads one that names somebody, beside those who do.
  'meetings.nameLeaders':  row('none', 'none', 'none','none', 'none','none', 'all', 'none'),
  // Of these only who leads it or writes its minutes (domain/meetings).
  'meetings.decide':       row('all',  'none', 'all', 'all',  'all', 'all',  'all', 'none'),
  'meetings.note':         row('all',  'none', 'all', 'all',  'all', 'all',  'all', 'none'),
  'ledger.update':         row('none', 'none', 'all', 'none', 'none','none', 'all', 'all'),
  'attachments.add':       EVERYBODY,
  // `own`: who made it.
  'attachments.withdraw':  row('own',  'own',  'all', 'own',  'own', 'own',  'all', 'none'),
  'settings.update':       row('none', 'none', 'none','none', 'none','none', 'all', 'none'),
};
