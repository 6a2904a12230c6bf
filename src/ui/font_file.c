// SPDX-License-Identifier: Apache-2.0
#include "ui/font_file.h"

#include <assert.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ui/font.h"
#include "util/file.h"
#include "util/log.h"

#define FILE_MAX (64 << 20)

void
font_file_close(struct font_file *slot)
{
    if (slot->font) {
        TTF_CloseFont(slot->font);
        slot->font = NULL;
    }
    if (slot->file) {
        (void)munmap(slot->file, slot->file_len);
        slot->file = NULL;
    }
}

// Of a plain file a font reads every outline by its own seeks and reads;
// of a mapping it takes what it needs, and the pages are shared and clean.
static SDL_RWops *
map_file(struct font_file *slot, const char *path)
{
    struct stat stat;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    void *bytes = MAP_FAILED;

    if (fd < 0) {
        return NULL;
    }
    if (fstat(fd, &stat) == 0 && stat.st_size > 0
        && stat.st_size <= FILE_MAX) {
        bytes = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, fd,
                     0);
    }
    (void)close(fd);
    if (bytes == MAP_FAILED) {
        return NULL;
    }
    slot->file = bytes;
    slot->file_len = (size_t)stat.st_size;
    return SDL_RWFromConstMem(bytes, (int)stat.st_size);
}

bool
font_file_open(struct font_file *slot, const char *path, long index)
{
    if (slot->tried) {
        return slot->font != NULL;
    }
    slot->tried = true;
    if (!file_exists(path)) {
        return false;
    }
    slot->px = FONT_EM;
    SDL_RWops *bytes = map_file(slot, path);
    slot->font =
        bytes ? TTF_OpenFontIndexRW(bytes, 1, FONT_EM, index) : NULL;
    if (!slot->font) {
        LOGW("ui: font %s: %s", path, TTF_GetError());
        font_file_close(slot);
        return false;
    }
    TTF_SetFontHinting(slot->font, TTF_HINTING_NONE);
    return true;
}

TTF_Font *
font_file_at(struct font_file *slot, int px)
{
    assert(px > 0);
    if (slot->font && slot->px != px) {
        if (TTF_SetFontSize(slot->font, px) != 0) {
            LOGE("ui: font size %d: %s", px, TTF_GetError());
            return NULL;
        }
        slot->px = px;
    }
    return slot->font;
}

// Setting another size empties the glyphs that SDL_ttf keeps.
void
font_file_forget(struct font_file *slot)
{
    if (slot->font) {
        (void)font_file_at(slot, slot->px == FONT_EM ? FONT_EM - 1 : FONT_EM);
    }
}
