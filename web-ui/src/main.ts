import "./theme.css";
import "./components/vedette-app";
