/** What files an import takes. */
export const IMPORT_FORMATS = ['glpi', 'ocs', 'servicenow-incidents', 'csv'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];
