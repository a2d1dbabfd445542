export const FIRST_NAMES = (
  'Mara Jonas Elif Tomasz Ingrid Rafael Noor Piotr Greta Samir Helene Oskar Amina Lukas Chiara Bram Yasmin Viktor Selma ' +
  'Mateo Ines Kofi Paula Anton Leila Henrik Zofia Marco Freya Dario Hanna Emre Clara Nils Rosa Julian Aylin Simon Marta Felix ' +
  'Nadia Teo Lena Ivan Carla Hugo Petra Malik Sofie Arne Diana Robin Klara Yusuf Emma Pavel Olga Ruben Thea Adam'
).split(' ');

export const LAST_NAMES = (
  'Albrecht Bakker Castellan Dovan Eriksen Fiedler Grabowski Hartmann Ivers Janko Kessler Lorenz Marchetti Novak Okafor Petersen ' +
  'Quandt Rahimi Schuster Tanaka Ullmann Vasquez Wagner Xander Yilmaz Zeller Brandt Calder Demir Engel Farkas Gruber Holm Ibsen ' +
  'Jansen Kovac Lindner Moreau Nagel Ostrow Pohl Reuter Sandoval Thoma Urban Vogel Winter Amsel Becher Conrad Dietz Ebner Frey ' +
  'Gallo Hesse Iqbal Joost Krause Laurent'
).split(' ');

export const DEPARTMENTS = [
  { name: 'Assembly', costCentre: '4100', titles: ['Assembly technician', 'Shift lead', 'Line planner'] },
  {
    name: 'Calibration laboratory',
    costCentre: '4200',
    titles: ['Calibration engineer', 'Laboratory assistant'],
  },
  {
    name: 'Research and development',
    costCentre: '5100',
    titles: ['Firmware engineer', 'Optics engineer', 'Test engineer'],
  },
  {
    name: 'Sales',
    costCentre: '6100',
    titles: ['Account manager', 'Sales assistant', 'Application specialist'],
  },
  { name: 'Logistics', costCentre: '4300', titles: ['Warehouse clerk', 'Dispatcher', 'Customs clerk'] },
  { name: 'Finance', costCentre: '7100', titles: ['Accountant', 'Controller', 'Payroll clerk'] },
  { name: 'Human resources', costCentre: '7200', titles: ['Recruiter', 'HR partner'] },
  { name: 'Quality', costCentre: '4400', titles: ['Quality engineer', 'Auditor'] },
  { name: 'Customer service', costCentre: '6200', titles: ['Service coordinator', 'Repair technician'] },
] as const;

export const SITES = [
  {
    id: 'site-northport',
    name: 'Northport',
    code: 'NP',
    address: 'Hafenstrasse 12, 24103 Kiel',
    buildings: 3,
    floors: 3,
    rooms: 8,
  },
  {
    id: 'site-lindau',
    name: 'Lindau Works',
    code: 'LW',
    address: 'Werkstrasse 4, 88131 Lindau',
    buildings: 2,
    floors: 2,
    rooms: 7,
  },
  {
    id: 'site-utrecht',
    name: 'Utrecht Sales',
    code: 'US',
    address: 'Stationsplein 45, 3511 Utrecht',
    buildings: 1,
    floors: 2,
    rooms: 5,
  },
  {
    id: 'site-depot',
    name: 'Service Depot',
    code: 'SD',
    address: 'Am Gleis 9, 30519 Hannover',
    buildings: 1,
    floors: 1,
    rooms: 6,
  },
] as const;

export const AUTHORIZATIONS = [
  { system: 'Windows domain', right: 'Standard user' },
  { system: 'VPN', right: 'Remote access' },
  { system: 'ERP Fathom', right: 'Orders: read' },
  { system: 'ERP Fathom', right: 'Orders: write' },
  { system: 'ERP Fathom', right: 'Finance: post' },
  { system: 'Document archive', right: 'Read' },
  { system: 'Calibration database', right: 'Certificates: sign' },
  { system: 'Building access', right: 'Zone production' },
  { system: 'Building access', right: 'Zone server room' },
  { system: 'Mobile device management', right: 'Company phone' },
  { system: 'CAD workplace', right: 'Named licence' },
] as const;
