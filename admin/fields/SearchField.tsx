import { useEffect, useId, useRef, useState } from "react";
import SearchIcon from "@mui/icons-material/Search";
import { Box, InputAdornment, TextField } from "@mui/material";
import { useEvent } from "react-admin";
import { useText } from "../platform/i18n/index.ts";
import { useSearchKey } from "../platform/searchKey.ts";

/** People pause this long, in milliseconds, when they have typed enough to want an answer. */
const pause = 250;

type SearchFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onSearch: (words: string) => void;
  readonly autoFocus?: boolean;
};

/** A field for words to search for, which the key `/` leads to; it answers while the person types. */
export const SearchField = ({ label, value, onSearch, autoFocus = false }: SearchFieldProps) => {
  const text = useText();
  const id = useId();
  const [hasKey] = useSearchKey();
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const tell = useEvent(onSearch);

  // The words may be changed from outside, as by a saved search.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);

  useEffect(() => {
    if (typed === told.current) return;
    const wait = setTimeout(() => {
      told.current = typed;
      tell(typed);
    }, pause);
    return () => clearTimeout(wait);
  }, [typed, tell]);

  return (
    <TextField
      id={id}
      type="search"
      label={label}
      value={typed}
      autoFocus={autoFocus}
      fullWidth
      onChange={(event) => setTyped(event.target.value)}
      slotProps={{
        htmlInput: { autoComplete: "off", spellCheck: false, enterKeyHint: "search", maxLength: 200 },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <SearchIcon fontSize="small" aria-hidden />
            </InputAdornment>
          ),
          endAdornment: hasKey && (
            <InputAdornment position="end" sx={{ display: { xs: "none", md: "flex" } }}>
              <Box
                component="kbd"
                title={text("settings.searchKey")}
                sx={{
                  px: 0.75,
                  border: 1,
                  borderColor: "divider",
                  borderRadius: 1,
                  fontFamily: "inherit",
                  lineHeight: 1.4,
                }}
              >
                /
              </Box>
            </InputAdornment>
          ),
        },
      }}
    />
  );
};
