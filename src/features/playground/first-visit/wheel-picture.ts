/** A wheel with four broken spokes, drawn for the example: a PNG of 120 by 92 pixels. */
export const WHEEL_PICTURE =
  'data:image/png;base64,' +
  'iVBORw0KGgoAAAANSUhEUgAAAHgAAABcAgMAAADYN5lhAAAADFBMVEXs7vIoKjLELTh4fIzMPuDkAAAC0klEQVR42s2W' +
  'PW/UQBCGx7dyhCyjqywqBPVVJyS6SHGNUlxxk4iIlDRUaVJjKK/mhOiu4CSff8UKRENFcREV/8FNukQwsx+298MhBQWr' +
  'U+Lzc7Pv7OzuzAD8LyNFXI7TAnncYYtX4/aoMZajxgrHzfGSgEzxNGqe4uUCQEJyGjUv8BUwhocx5xPEY41zxEVk7kVu' +
  'cBKZvcBSaDyHyOxk0eE08D1B5bb+JIF4itBjKHzxYj/E6ZUvfQGsSow9EJ54ohbd4dwTT1G9Zcyrn3vi6VIFxGKZuph+' +
  'Pe+x0AsZeLbQrwmrnyWub/RN9HiuXgwdL82SpVm543qCdlnSLK1YuI4bx6Tx3XFdfRE8gVR/PayjIA2WdovsePQDlHgO' +
  'MlfSkFwP1/UWlLjCLA1Hw5Vh2SpxhVlaSBdPWZCE5VxJ3wzjwlE5ZHHGLD114sJRES2LSylz/Vy4mC0EY5I+hBCTHsj2' +
  'q5Sg/AiwoLA8/0nSLbjYhOgI8vNfx/SvD2QfchqtQLwQ0nk3eJx+26f7GxjDcF3CqRzHj0s4h3FcqE+Af5txC/DEPu/v' +
  'bX1PbfL847jntO6Dz+PrbsXLT3Ukal3Mm6YOY97t2LOmacId6/b7e7MiHN1vPi3ZarWqoqdFnbVZtnq/iZw1c1Jrjb2T' +
  'as/5l80sq2rwz7m9JZMOe7dE37GsIjyD4I6ZGzoBwg8guKH2fkOdVU4g3ewA9WQT7EifW+ApVBFsM5MdlZuZbF4zgxTc' +
  'lKyz4hCXYU7tRu3lVJ2Ru9F4GVnn827MvHyuq0E3svUyUkuMY4wXkUpkTCuYbMtIHevwwTZWBScWFx9iNXRWKeEqrKFc' +
  'gaFRplkVVmCu31AbHKnfVP15r+koZe8i1Z96hxeVxutI70CzvwGLo33LjoxqSM7W0bYHd6RZp3i2jjZN6Wvql3aIJ8vR' +
  'jutkO9pxccvFeHlHt7ce7/b+1iv+6/EHGwkDJAF09FYAAAAASUVORK5CYII=';
