import { row } from './rights.ts';

/** Rights of what is no process: the console's own commands, and records without a life cycle. */
// biome-ignore format: a table is read by its columns
export const CONSOLE_RIGHTS = {
  //                         desk    field   lead   problem know   change admin  worker
  'session.signIn':        row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'session.signOut':       row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'session.lock':          row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'session.unlock':        row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'session.setServer':     row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'session.setStartPage':  row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'session.setDefaultView':row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'session.keepTabs':      row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'session.setLanguage':   row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'sync.now':              row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'sync.setPaused':        row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'sync.setScope':         row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'sync.retryRefused':     row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'sync.dropRefused':      row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'sync.dismissDamaged':   row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'sync.dismissRestored':  row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'sync.retryUnreadable':  row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'acts.takeBack':         row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'acts.undo':             row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'acts.redo':             row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'notices.read':          row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'notices.choose':        row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'notices.watch':         row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'announcements.acknowledge': row('all', 'all', 'all', 'all', 'all', 'all', 'all', 'none'),
  'presence.tell':         row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'events.keepFile':       row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'presence.choose':       row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'conflicts.resolve':     row('all',  'team', 'all', 'all',  'all', 'all',  'all', 'none'),
  'tickets.bulk':          row('free', 'none', 'all', 'all',  'none','none', 'all', 'none'),
  'attachments.begin':     row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'attachments.write':     row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'attachments.finish':    row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'attachments.discard':   row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'attachments.fetch':     row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'attachments.sendAgain': row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  'views.save':            row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'views.delete':          row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'views.share':           row('own',  'own',  'all', 'own',  'own', 'own',  'all', 'none'),
  'views.unshare':         row('own',  'own',  'all', 'own',  'own', 'own',  'all', 'none'),
  'prepared.save':         row('own',  'own',  'all', 'own',  'own', 'own',  'all', 'none'),
  'prepared.retire':       row('own',  'own',  'all', 'own',  'own', 'own',  'all', 'none'),
  // What is for a team, and what is for everybody (domain/prepared/who-may.ts).
  'prepared.saveForTeam':  row('none', 'none', 'team','none', 'none','none', 'all', 'none'),
  'prepared.saveForAll':   row('none', 'none', 'all', 'none', 'none','none', 'all', 'none'),
  'prepared.use':          row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  // Each act of a macro asks for its own right as well.
  'prepared.run':          row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  // Scripts are asked by whoever works incidents (`incidents.diagnose`).
  'diagnosis.save':        row('none', 'none', 'none','none', 'none','none', 'all', 'none'),
  'diagnosis.retire':      row('none', 'none', 'none','none', 'none','none', 'all', 'none'),
  'drafts.save':           row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'drafts.discard':        row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
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
  'absences.save':         row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'absences.end':          row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  // Lets the delegate of who is away decide on one record: who asked for its approval may, too.
  'absences.tell':         row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'none'),
  'absences.saveForOthers':row('none', 'none', 'all', 'none', 'none','all',  'all', 'none'),
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
  // Of these only who leads it or writes its minutes (domain/meetings).
  'meetings.decide':       row('all',  'none', 'all', 'all',  'all', 'all',  'all', 'none'),
  'meetings.note':         row('all',  'none', 'all', 'all',  'all', 'all',  'all', 'none'),
  'ledger.update':         row('none', 'none', 'all', 'none', 'none','none', 'all', 'all'),
  'attachments.add':       row('all',  'all',  'all', 'all',  'all', 'all',  'all', 'all'),
  // `own`: who made it.
  'attachments.withdraw':  row('own',  'own',  'all', 'own',  'own', 'own',  'all', 'none'),
  'settings.update':       row('none', 'none', 'none','none', 'none','none', 'all', 'none'),
};
