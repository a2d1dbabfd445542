import Apps from '@mui/icons-material/Apps';
import Category from '@mui/icons-material/Category';
import Cloud from '@mui/icons-material/Cloud';
import DesktopWindows from '@mui/icons-material/DesktopWindows';
import DeveloperBoard from '@mui/icons-material/DeveloperBoard';
import Dns from '@mui/icons-material/Dns';
import Laptop from '@mui/icons-material/Laptop';
import Mouse from '@mui/icons-material/Mouse';
import Phone from '@mui/icons-material/Phone';
import Print from '@mui/icons-material/Print';
import RoomService from '@mui/icons-material/RoomService';
import Router from '@mui/icons-material/Router';
import Smartphone from '@mui/icons-material/Smartphone';
import Storage from '@mui/icons-material/Storage';
import TabletMac from '@mui/icons-material/TabletMac';
import Tv from '@mui/icons-material/Tv';
import type { SvgIconProps } from '@mui/material';
import type { ComponentType, ReactNode } from 'react';
import type { ConfigItemClass } from '#domain/fields/config-items.ts';

const ICONS: Readonly<Record<ConfigItemClass, ComponentType<SvgIconProps>>> = {
  desktop: DesktopWindows,
  notebook: Laptop,
  thin_client: DeveloperBoard,
  server: Dns,
  virtual_machine: Cloud,
  network_device: Router,
  printer: Print,
  monitor: Tv,
  phone: Phone,
  mobile_phone: Smartphone,
  tablet: TabletMac,
  peripheral: Mouse,
  storage: Storage,
  software: Apps,
  service: RoomService,
  other: Category,
};

type ConfigItemClassIconProps = { readonly ciClass: ConfigItemClass; readonly size?: number };

/** The icon of a class of configuration items, `size` pixels wide; the class is always named in words beside it. */
export const ConfigItemClassIcon = ({ ciClass, size = 16 }: ConfigItemClassIconProps): ReactNode => {
  const Icon = ICONS[ciClass];
  return (
    <Icon
      aria-hidden
      sx={{ fontSize: size, color: 'text.secondary', verticalAlign: 'text-bottom', flex: 'none' }}
    />
  );
};
