import './tokens.css';
import './hermes-app';
