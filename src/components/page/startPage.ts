import {followAddress} from "./followAddress.js";

followAddress();
